import type { Clock } from '../clock.ts'
import type { AssignmentId } from '../ids.ts'
import { findAssignment, lapsedLeases } from '../store/assignments.ts'
import type { Store, Trx } from '../store/database.ts'
import { tryLockItemOf } from '../store/rounds.ts'
import { freeSlot } from './free-slot.ts'

/**
 * A job: gives the slots of leases past their deadline to others; their answers are still taken when
 * they come. Items that somebody else holds at this moment are left to the next run. Returns how many
 * leases expired.
 */
export async function expireLeases(store: Store, clock: Clock, limit = 100): Promise<number> {
  return await store.transaction(async (trx) => {
    let expired = 0
    for (const id of await lapsedLeases(trx, clock.now(), limit)) {
      if (await expire(trx, clock, id)) expired++
    }
    return expired
  })
}

async function expire(trx: Trx, clock: Clock, id: AssignmentId): Promise<boolean> {
  if (!(await tryLockItemOf(trx, id))) return false
  const assigned = await findAssignment(trx, id)
  if (!assigned) return false
  const { state, deadline } = assigned.assignment
  if (state !== 'leased' || deadline >= clock.now()) return false
  await freeSlot(trx, clock, assigned, { state: 'expired' })
  return true
}
