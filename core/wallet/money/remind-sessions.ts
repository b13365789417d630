import { type Clock, plusMs } from '../../clock.ts'
import { tellPerson } from '../../people/tell-person.ts'
import type { Store } from '../../store/database.ts'
import { findLink } from '../../store/wallet-links.ts'
import { lastSession, sessionsEnding } from '../../store/wishes.ts'

const AHEAD_MS = 48 * 3_600_000

/** Tells people once, two days before, that the limits they signed end: what they answer after that holds no stake.
 * Returns how many it found. */
export async function remindSessions(store: Store, clock: Clock): Promise<number> {
  return await store.transaction(async (trx) => {
    const now = clock.now()
    let reminded = 0
    for (const ending of await sessionsEnding(trx, { after: now, until: plusMs(now, AHEAD_MS) })) {
      const { flowId, accountId, address, endsAt } = ending
      const isLinked = (await findLink(trx, accountId))?.address === address
      const latest = await lastSession(trx, address)
      // Renewed or ended since, or somebody else's wallet by now.
      if (!isLinked || !latest || latest.expiry * 1_000 !== Date.parse(endsAt)) continue
      await tellPerson(trx, now, { accountId, about: flowId }, 'wallet.sessionEnds', { address, endsAt })
      reminded += 1
    }
    return reminded
  })
}
