import type { Clock } from '../clock.ts'
import type { Store } from '../store/database.ts'
import { endResubmission, lapsedResubmissions } from '../store/resubmissions.ts'
import { tryLockItem } from '../store/rounds.ts'

const AT_ONCE = 100

/** A job: opens items to others that were kept for whoever was rejected and did not come in time. Returns how many. */
export async function releaseResubmissions(store: Store, clock: Clock): Promise<number> {
  return await store.transaction(async (trx) => {
    let released = 0
    for (const one of await lapsedResubmissions(trx, clock.now(), AT_ONCE)) {
      if (!(await tryLockItem(trx, one.itemId))) continue
      await endResubmission(trx, one, 'over')
      released++
    }
    return released
  })
}
