import type { Instant } from '../clock.ts'
import type { AccountId, AnnotationId, AssignmentId, ItemId, LockId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** An annotation whose stake is to be locked. */
export interface PendingAnnotation {
  readonly lockId: LockId
  readonly annotationId: AnnotationId
  readonly assignmentId: AssignmentId
  readonly accountId: AccountId
  readonly projectId: ProjectId
  readonly ledgerProject: number
  readonly itemId: ItemId
  readonly round: number
  readonly label: string
  readonly platform: string
  readonly createdAt: Instant
  /** Account of the annotator on the ledger. */
  readonly annotator: number
}

/** Annotations that no batch has yet, of people and projects the ledger knows, oldest first. */
export async function pendingAnnotations(trx: Trx, limit: number): Promise<PendingAnnotation[]> {
  const rows = await trx
    .selectFrom('stake_locks')
    .innerJoin('annotations', 'annotations.id', 'stake_locks.annotation_id')
    .innerJoin('wallets', 'wallets.account_id', 'stake_locks.account_id')
    .innerJoin('projects', 'projects.id', 'annotations.project_id')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .select([
      'stake_locks.id as lock_id',
      'annotations.id',
      'annotations.assignment_id',
      'annotations.account_id',
      'annotations.project_id',
      'annotations.item_id',
      'annotations.round',
      'annotations.label',
      'annotations.platform',
      'annotations.created_at',
      'wallets.ledger_account',
      'projects.ledger_project',
    ])
    .where('stake_locks.state', '=', 'pending')
    .where('items.state', '=', 'review')
    .where('wallets.ledger_account', 'is not', null)
    .where('projects.ledger_project', 'is not', null)
    .orderBy('stake_locks.created_at')
    .orderBy('annotations.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    lockId: row.lock_id,
    annotationId: row.id,
    assignmentId: row.assignment_id,
    accountId: row.account_id,
    projectId: row.project_id,
    ledgerProject: row.ledger_project ?? 0,
    itemId: row.item_id,
    round: row.round,
    label: row.label,
    platform: row.platform,
    createdAt: row.created_at,
    annotator: row.ledger_account ?? 0,
  }))
}

/** Sets the state of the stake locks of annotations. */
export async function setStakeLocks(
  trx: Trx,
  annotations: readonly AnnotationId[],
  state: 'pending' | 'queued' | 'locked' | 'released' | 'skipped',
): Promise<void> {
  for (const id of annotations) {
    await trx.updateTable('stake_locks').set({ state }).where('annotation_id', '=', id).execute()
  }
}

/** Frees the stake of an annotation. Returns how much it held, in wei; null when it was free already. */
export async function releaseStakeLock(trx: Trx, annotationId: AnnotationId): Promise<bigint | null> {
  const row = await trx
    .updateTable('stake_locks')
    .set({ state: 'released' })
    .where('annotation_id', '=', annotationId)
    .where('state', '!=', 'released')
    .returning('amount_wei')
    .executeTakeFirst()
  return row ? BigInt(row.amount_wei) : null
}
