import type { Clock } from '../clock.ts'
import { tellPerson } from '../people/tell-person.ts'
import { lockPerson } from '../store/accounts.ts'
import type { Store, Trx } from '../store/database.ts'
import { countOpenWork } from '../store/open-work.ts'
import { dueChanges, endChange, type WalletChange } from '../store/wallet-changes.ts'
import { endLink, findLinkOfAddress, insertLink } from '../store/wallet-links.ts'

const BATCH = 100

/** Brings changes of wallets into force that are due. Whoever has open items then waits until they are
 * settled. Returns how many it made. */
export async function applyChanges(store: Store, clock: Clock, chainId: bigint): Promise<number> {
  const due = await store.transaction((trx) => dueChanges(trx, clock.now(), BATCH))
  let made = 0
  for (const change of due) {
    if (await store.transaction((trx) => apply(trx, clock, chainId, change))) made += 1
  }
  return made
}

async function apply(trx: Trx, clock: Clock, chainId: bigint, change: WalletChange): Promise<boolean> {
  const { accountId, oldAddress, next } = change
  const personId = await lockPerson(trx, accountId)
  if (personId && (await countOpenWork(trx, personId)) > 0) return false
  const now = clock.now()
  // Somebody else may have linked the new wallet in the meantime.
  const isTaken = next !== null && (await findLinkOfAddress(trx, next.address)) !== null
  const isPossible = personId !== null && !isTaken
  if (!(await endChange(trx, change.id, isPossible ? 'done' : 'cancelled', now))) return false
  const params = { oldAddress, newAddress: next?.address ?? null }
  const to = { accountId, about: change.id }
  if (!isPossible) {
    await tellPerson(trx, now, to, 'wallet.changeCancelled', params)
    return false
  }
  await endLink(trx, accountId, now)
  if (next) await insertLink(trx, { ...next, accountId, chainId, linkedAt: now })
  await tellPerson(trx, now, to, 'wallet.changeDone', params)
  return true
}
