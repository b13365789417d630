import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { BatchId, ItemId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** A closed batch of which nobody knows yet which items are audited. */
export interface UnauditedBatch {
  readonly id: BatchId
  readonly number: number
  readonly projectId: ProjectId
  /** Block of the call that paid items last. */
  readonly settledBlock: number
  /** When its last state ended on the ledger; audits are counted from then. */
  readonly endsAt: Instant
}

/** A settled item that may be audited. */
export interface AuditableItem {
  readonly position: number
  readonly itemId: ItemId
  readonly round: number
  readonly verdict: 'accepted' | 'rejected'
  readonly label: string
}

/** Literal: SQLite uses a partial index only when it can see its condition. */
const CLOSED = sql.lit('closed')

/** Batches whose audits are to be drawn, the oldest first. */
export async function unauditedBatches(trx: Trx, limit: number): Promise<UnauditedBatch[]> {
  const rows = await trx
    .selectFrom('batches')
    .select(['id', 'number', 'project_id', 'settled_block', 'ends_at'])
    .where('state', '=', CLOSED)
    .where('audit_block', 'is', null)
    .where('accounted', '=', 1)
    .where('settled_block', 'is not', null)
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.flatMap((row) => {
    if (row.number === null || row.settled_block === null || row.ends_at === null) return []
    const { id, number, project_id: projectId, settled_block: settledBlock, ends_at: endsAt } = row
    return [{ id, number, projectId, settledBlock, endsAt }]
  })
}

/**
 * The items of a batch that the ledger decided by votes and that nobody contested there, with the decision: the
 * court audits no other ones. An item that experts decided is not audited either.
 */
export async function auditableItems(trx: Trx, batchId: BatchId): Promise<AuditableItem[]> {
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('decisions', (join) =>
      join
        .onRef('decisions.item_id', '=', 'batch_items.item_id')
        .onRef('decisions.round', '=', 'batch_items.round'),
    )
    .leftJoin('expert_cases', (join) =>
      join
        .onRef('expert_cases.item_id', '=', 'batch_items.item_id')
        .onRef('expert_cases.round', '=', 'batch_items.round'),
    )
    .leftJoin('appeals', (join) =>
      join
        .onRef('appeals.batch_id', '=', 'batch_items.batch_id')
        .onRef('appeals.position', '=', 'batch_items.position')
        .on('appeals.state', '!=', 'failed'),
    )
    .select(['batch_items.position', 'batch_items.item_id', 'batch_items.round', 'batch_items.outcome'])
    .select('decisions.label')
    .where('batch_items.batch_id', '=', batchId)
    .where('batch_items.outcome', 'in', ['accepted', 'rejected'])
    .where('expert_cases.item_id', 'is', null)
    .where('appeals.id', 'is', null)
    .orderBy('batch_items.position')
    .execute()
  return rows.map((row) => ({
    position: row.position,
    itemId: row.item_id,
    round: row.round,
    verdict: row.outcome as AuditableItem['verdict'],
    label: row.label,
  }))
}

/** Notes which block decided on a batch's audits, and the seed; a null seed: it is passed over. */
export async function setAuditSeed(
  trx: Trx,
  id: BatchId,
  { block, seed }: { block: number; seed: string | null },
): Promise<void> {
  await trx
    .updateTable('batches')
    .set({ audit_block: block, audit_seed: seed })
    .where('id', '=', id)
    .where('audit_block', 'is', null)
    .execute()
}

/** How the audits of a batch were drawn. */
export interface AuditDraw {
  /** Number of the batch on the ledger. */
  readonly batch: number
  readonly block: number
  readonly seed: string
  /** Items of the batch that were drawn, by position. */
  readonly positions: readonly number[]
}

/** The draws of a project's latest batches. */
export async function latestDraws(trx: Trx, projectId: ProjectId, limit: number): Promise<AuditDraw[]> {
  const batches = await trx
    .selectFrom('batches')
    .select(['id', 'number', 'audit_block', 'audit_seed'])
    .where('project_id', '=', projectId)
    .where('audit_seed', 'is not', null)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  const draws: AuditDraw[] = []
  for (const { id, number, audit_block: block, audit_seed: seed } of batches) {
    const rows = await trx
      .selectFrom('audits')
      .select('position')
      .where('batch_id', '=', id)
      .where('cause', '=', 'drawn')
      .orderBy('position')
      .execute()
    draws.push({
      batch: number ?? 0,
      block: block ?? 0,
      seed: seed ?? '',
      positions: rows.map(({ position }) => position),
    })
  }
  return draws
}
