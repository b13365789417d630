import type { Instant } from '../clock.ts'
import type { AccountId, BatchId, BreakerId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { BreakerRow } from './schema/reviews.ts'

/** tripped: rejections are held back; doubted: audits speak against them; closed. */
export type BreakerState = 'tripped' | 'doubted' | 'closed'

/** Unusually many rejections of a project, or of one person there, which are held back. */
export interface Breaker {
  readonly id: BreakerId
  readonly projectId: ProjectId
  /** Null: of the whole project. */
  readonly personId: PersonId | null
  readonly state: BreakerState
  /** Rejected answers, and all that votes decided on, when it tripped. */
  readonly rejected: number
  readonly total: number
  readonly trippedAt: Instant
}

/** How a breaker ends: audits upheld the rejections, or a moderator says why they go on. */
export interface BreakerEnd {
  readonly outcome: 'upheld' | 'resumed'
  readonly closedBy: AccountId | null
  readonly reason: string | null
}

/** Stores a breaker that trips; false when one is open for the same answers. */
export async function insertBreaker(trx: Trx, breaker: Breaker): Promise<boolean> {
  const inserted = await trx
    .insertInto('breakers')
    .values({
      id: breaker.id,
      project_id: breaker.projectId,
      person_id: breaker.personId,
      state: breaker.state,
      rejected: breaker.rejected,
      total: breaker.total,
      tripped_at: breaker.trippedAt,
      closed_at: null,
      closed_by: null,
      outcome: null,
      reason: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Breakers that are open, the oldest first; of one project or of all. */
export async function openBreakers(trx: Trx, projectId?: ProjectId): Promise<Breaker[]> {
  const rows = await trx
    .selectFrom('breakers')
    .selectAll()
    .where('closed_at', 'is', null)
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId as ProjectId))
    .orderBy('tripped_at')
    .orderBy('id')
    .execute()
  return rows.map(breakerOf)
}

/** When breakers of a project last closed, by person; the whole project's one by null. */
export async function lastClosings(
  trx: Trx,
  projectId: ProjectId,
): Promise<ReadonlyMap<PersonId | null, Instant>> {
  const rows = await trx
    .selectFrom('breakers')
    .select((eb) => ['person_id', eb.fn.max('closed_at').as('closed_at')])
    .where('project_id', '=', projectId)
    .where('closed_at', 'is not', null)
    .groupBy('person_id')
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.closed_at as Instant]))
}

/** Notes that audits speak against what a breaker holds back. False when that is known, or when it has ended. */
export async function doubtBreaker(trx: Trx, id: BreakerId): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('breakers')
    .set({ state: 'doubted' })
    .where('id', '=', id)
    .where('state', '=', 'tripped')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a breaker. False when it had ended: it stays as it is. */
export async function closeBreaker(trx: Trx, id: BreakerId, end: BreakerEnd, now: Instant): Promise<boolean> {
  const { outcome, closedBy, reason } = end
  const { numUpdatedRows } = await trx
    .updateTable('breakers')
    .set({ state: 'closed', closed_at: now, outcome, closed_by: closedBy, reason })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Keeps the votes of a batch from the ledger. */
export async function holdBatch(trx: Trx, batchId: BatchId, breakerId: BreakerId): Promise<void> {
  await trx.updateTable('batches').set({ held_by: breakerId }).where('id', '=', batchId).execute()
}

/** Whether a batch is, or was, held back: open while its breaker is. Null when it never was. */
export async function holdOf(trx: Trx, batchId: BatchId): Promise<'open' | 'closed' | null> {
  const row = await trx
    .selectFrom('batches')
    .innerJoin('breakers', 'breakers.id', 'batches.held_by')
    .select('breakers.closed_at')
    .where('batches.id', '=', batchId)
    .executeTakeFirst()
  if (!row) return null
  return row.closed_at === null ? 'open' : 'closed'
}

/** How many answers a breaker holds back, and when the first of their batches ends on the ledger. */
export async function heldAnswers(
  trx: Trx,
  id: BreakerId,
): Promise<{ readonly count: number; readonly until: Instant | null }> {
  const row = await trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .select((eb) => [eb.fn.countAll<string | number>().as('count'), eb.fn.min('batches.ends_at').as('until')])
    .where('batches.held_by', '=', id)
    .where('batches.closed_at', 'is', null)
    .where('batch_items.outcome', 'is', null)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), until: row.until }
}

function breakerOf(row: BreakerRow): Breaker {
  return {
    id: row.id,
    projectId: row.project_id,
    personId: row.person_id,
    state: row.state as BreakerState,
    rejected: row.rejected,
    total: row.total,
    trippedAt: row.tripped_at,
  }
}
