import type { Clock } from '../../clock.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import { lockChainState } from '../../store/chain-state.ts'
import type { Trx } from '../../store/database.ts'
import { pendingAnnotations, releaseStakeLock } from '../../store/pending-annotations.ts'
import { countTakenSeats } from '../../store/seats.ts'
import type { Reviews } from '../reviews.ts'
import { gatherSeats } from './gather-seats.ts'
import { validationOf } from './project-validation.ts'

const AT_ONCE = 1_000

/**
 * Passes annotations for which no two validators came together in time to the experts: their stake is free again, and
 * nothing is paid. Returns how many.
 */
export async function passToExperts(trx: Trx, clock: Clock, reviews: Reviews): Promise<number> {
  await lockChainState(trx, 'batches')
  const seats = await countTakenSeats(trx)
  let passed = 0
  for (const one of await pendingAnnotations(trx, AT_ONCE)) {
    const terms = await validationOf(trx, one.projectId)
    if (gatherSeats(seats, terms, one.createdAt, clock.now()) !== 'experts') continue
    const heldWei = await releaseStakeLock(trx, one.annotationId)
    if (heldWei !== null) await changeWalletOf(trx, one.accountId, { held: -heldWei })
    await reviews.escalate(trx, one.itemId)
    passed++
  }
  return passed
}
