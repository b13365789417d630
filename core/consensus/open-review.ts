import type { Clock } from '../clock.ts'
import { type AccountId, type BatchId, type DrawId, newId, type PersonId } from '../ids.ts'
import type { Project } from '../projects/project.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, insertDraws, type ReviewKey, VOTE } from '../store/draws.ts'
import { advanceReview, type ReviewState } from './advance-review.ts'

/** A drawn seat that may vote: the ledger ignores the others. */
export interface DrawnSeat {
  readonly seat: number
  /** Place in the order of the draw, from 0. */
  readonly place: number
  /** Whose seat it is; null when it is nobody's we know. */
  readonly owner: { readonly accountId: AccountId; readonly personId: PersonId } | null
  readonly weight: number
}

export interface OpenReview extends ReviewKey {
  readonly project: Project
  readonly batchId: BatchId
  /** 1: the validators of an annotation; 2: the second round where they did not agree. */
  readonly stage: number
  readonly seats: readonly DrawnSeat[]
}

/** Stores who was drawn for an item and asks the first of them. The item must be locked. */
export async function openReview(trx: Trx, clock: Clock, opened: OpenReview): Promise<ReviewState> {
  const { project, batchId, itemId, round, stage, seats } = opened
  const draws = seats.map(
    ({ seat, place, owner, weight }): Draw => ({
      id: newId<DrawId>(),
      batchId,
      projectId: project.id,
      itemId,
      round,
      stage,
      place,
      seat,
      accountId: owner?.accountId ?? null,
      personId: owner?.personId ?? null,
      weight,
      state: owner ? 'reserve' : 'absent',
      code: VOTE.none,
      annotationId: null,
      offeredAt: null,
      deadline: null,
      replaceAt: null,
      reason: null,
    }),
  )
  await insertDraws(trx, draws)
  return await advanceReview(trx, clock, { itemId, round }, project.definition)
}
