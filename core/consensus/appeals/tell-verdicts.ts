import { type Clock, type Instant, plusMs } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { setToldStage, untoldBatches } from '../../store/appeals.ts'
import type { Store, Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { type Contestable, readContestable } from './read-contestable.ts'

/** Windows shorter than this are over before anybody could read of them. */
const WORTH_TELLING_MS = 30_000

/**
 * A job: tells everybody against whom the votes of a batch go, once for each stage, while they can still appeal: not where
 * others look at the item again anyway.
 * Returns how many notices it made.
 */
export async function tellVerdicts(store: Store, clock: Clock): Promise<number> {
  return await store.transaction(async (trx) => {
    const now = clock.now()
    let told = 0
    for (const { id, stage } of await untoldBatches(trx, plusMs(now, WORTH_TELLING_MS))) {
      const contestable = (await readContestable(trx, id, now)).filter((one) => !one.isContested)
      told += await tell(trx, contestable, now)
      await setToldStage(trx, id, stage)
    }
    return told
  })
}

async function tell(trx: Trx, contestable: readonly Contestable[], createdAt: Instant): Promise<number> {
  const groups = [...Map.groupBy(contestable, (one) => one.accountId)]
  const rows = groups.map(([accountId, [first, ...rest]]) => ({
    id: newId<never>(),
    accountId,
    kind: 'verdict.against' as const,
    params: { count: 1 + rest.length, deadline: first?.endsAt ?? createdAt },
    dedupeKey: `verdict.against:${first?.batchId}:${first?.stage}:${accountId}`,
    createdAt,
  }))
  await insertNotifications(trx, rows)
  return rows.length
}
