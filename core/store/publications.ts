import type { Instant } from '../clock.ts'
import type { AnnotationId, AssignmentId, BatchId } from '../ids.ts'
import type { Trx } from './database.ts'

/** How much of a batch the public has seen: nothing, its labels, or its receipts too. */
export const PUBLISHED = { nothing: 0, labels: 1, all: 2 } as const

/** A batch of which the public has not seen all that it could. */
export interface Unpublished {
  readonly batchId: BatchId
  readonly number: number
  readonly salt: string
  readonly annotators: string
  readonly items: string
  readonly closed: boolean
}

/** Batches the ledger has locked whose labels, or at the end whose receipts, are not published; oldest first. */
export async function unpublishedBatches(trx: Trx, limit: number): Promise<Unpublished[]> {
  const rows = await trx
    .selectFrom('batches')
    .select(['id', 'number', 'salt', 'annotators', 'items', 'state'])
    .where('state', 'not in', ['made', 'dropped'])
    .where('number', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('published', '=', PUBLISHED.nothing),
        eb.and([eb('published', '<', PUBLISHED.all), eb('state', '=', 'closed'), eb('accounted', '=', 1)]),
      ]),
    )
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.map(({ id, number, state, ...bytes }) => ({
    ...bytes,
    batchId: id,
    number: number ?? 0,
    closed: state === 'closed',
  }))
}

/** Notes what is published of a batch. */
export async function setPublished(trx: Trx, batchId: BatchId, published: number): Promise<void> {
  await trx.updateTable('batches').set({ published }).where('id', '=', batchId).execute()
}

/** What is behind one leaf of a batch. */
export interface LockedAnnotation {
  readonly annotationId: AnnotationId
  readonly assignmentId: AssignmentId
  readonly label: string
  readonly platform: string
  readonly createdAt: Instant
}

/** The annotations of a batch in the order of its items. */
export async function lockedAnnotations(trx: Trx, batchId: BatchId): Promise<LockedAnnotation[]> {
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('annotations', 'annotations.id', 'batch_items.annotation_id')
    .select(['annotations.id', 'annotations.assignment_id', 'annotations.label'])
    .select(['annotations.platform', 'annotations.created_at'])
    .where('batch_id', '=', batchId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    annotationId: row.id,
    assignmentId: row.assignment_id,
    label: row.label,
    platform: row.platform,
    createdAt: row.created_at,
  }))
}

/** Has the receipts of a batch published again: its votes may be others since. */
export async function republish(trx: Trx, batchId: BatchId): Promise<void> {
  await trx
    .updateTable('batches')
    .set({ published: PUBLISHED.labels })
    .where('id', '=', batchId)
    .where('published', '=', PUBLISHED.all)
    .execute()
}
