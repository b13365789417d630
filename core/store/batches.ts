import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { AccountId, AnnotationId, BatchId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { BatchRow } from './schema/batches.ts'

/** made: chosen; locked: stakes are bound; drawn: its validators are asked; proposed: their votes are on the ledger;
 * escalated: some items wait for a panel; panelDrawn, panelProposed: the same for the panel; experts: some wait for
 * experts; closed; dropped: never locked, its annotations are free for another batch. */
export type BatchState =
  | 'made'
  | 'locked'
  | 'drawn'
  | 'proposed'
  | 'escalated'
  | 'panelDrawn'
  | 'panelProposed'
  | 'experts'
  | 'closed'
  | 'dropped'

/** Events after which the ledger has paid items of a batch, or given their stakes back. */
export type PayingEvent = 'BatchSettled' | 'PanelResolved' | 'VerdictResolved' | 'OpenVoided' | 'BatchExpired'

/** Annotations that are locked, validated and settled together. Hex as on the wire, see docs/contracts.md. */
export interface Batch {
  readonly id: BatchId
  /** Its id on the ledger. */
  readonly number: number
  readonly projectId: ProjectId
  readonly ledgerProject: number
  readonly state: BatchState
  readonly secret: string
  readonly salt: string
  readonly labelsRoot: string
  readonly annotators: string
  readonly items: string
  readonly terms: string | null
  readonly seatCount: number | null
  readonly seedBlock: number | null
  readonly seed: string | null
  readonly votes: string | null
  /** Words of the items that go to a panel. */
  readonly openItems: readonly string[]
  /** Words of the items that wait for experts, and what those said. */
  readonly expertItems: readonly string[]
  readonly verdicts: string | null
  readonly panelSeed: string | null
  readonly panelVotes: string | null
  /** When its present state ends on the ledger. */
  readonly endsAt: Instant | null
  /** Block of the call that paid items last. */
  readonly settledBlock: number | null
  /** Event and transaction of that call. */
  readonly paidBy: PayingEvent | null
  readonly paidHash: string | null
  /** Whether what the ledger paid last is in our books. */
  readonly accounted: boolean
}

/** One annotation of a batch. */
export interface BatchItem {
  readonly position: number
  readonly itemId: ItemId
  readonly round: number
  readonly annotationId: AnnotationId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly outcome: string | null
  /** Somebody says at the court that an answer to it is not theirs. */
  readonly saidNotMine: boolean
}

const words = z.array(z.string())

/** Stores a batch with its items, in the order of the ledger. */
export async function insertBatch(
  trx: Trx,
  batch: Batch,
  items: readonly Pick<BatchItem, 'position' | 'itemId' | 'round' | 'annotationId'>[],
  createdAt: Instant,
): Promise<void> {
  await trx
    .insertInto('batches')
    .values({ ...columnsOf(batch), id: batch.id, created_at: createdAt, closed_at: null })
    .execute()
  for (const { position, itemId, round, annotationId } of items) {
    await trx
      .insertInto('batch_items')
      .values({
        batch_id: batch.id,
        position,
        item_id: itemId,
        round,
        annotation_id: annotationId,
        outcome: null,
      })
      .execute()
  }
}

/** Stores how a batch stands. A dropped one gives its number up. */
export async function updateBatch(trx: Trx, batch: Batch, now: Instant): Promise<void> {
  const ended = batch.state === 'closed' || batch.state === 'dropped'
  await trx
    .updateTable('batches')
    .set({ ...columnsOf(batch), closed_at: ended ? now : null })
    .where('id', '=', batch.id)
    .execute()
}

/** The highest number a batch has on the ledger, or is about to have; 0 without any. */
export async function lastBatchNumber(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('batches')
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? 0
}

/** Batches that are under way, oldest first. */
export async function openBatches(trx: Trx, limit = 100): Promise<Batch[]> {
  const rows = await trx
    .selectFrom('batches')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(batchOf)
}

/** Batches, ended or not, whose latest payments are not in our books. */
export async function unaccountedBatches(trx: Trx, limit = 20): Promise<Batch[]> {
  const rows = await trx
    .selectFrom('batches')
    .selectAll()
    .where('settled_block', 'is not', null)
    .where('accounted', '=', 0)
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.map(batchOf)
}

/** The batch with this number on the ledger, or null. */
export async function findBatchByNumber(trx: Trx, number: number): Promise<Batch | null> {
  const row = await trx.selectFrom('batches').selectAll().where('number', '=', number).executeTakeFirst()
  return row ? batchOf(row) : null
}

/** The batch with this id.
 * @throws Error when there is none */
export async function findBatch(trx: Trx, id: BatchId): Promise<Batch> {
  return batchOf(await trx.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

/** The annotations of a batch, in the order of the ledger. */
export async function itemsOfBatch(trx: Trx, id: BatchId): Promise<BatchItem[]> {
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('annotations', 'annotations.id', 'batch_items.annotation_id')
    .selectAll('batch_items')
    .select(['annotations.account_id', 'annotations.person_id'])
    .where('batch_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    position: row.position,
    itemId: row.item_id,
    round: row.round,
    annotationId: row.annotation_id,
    accountId: row.account_id,
    personId: row.person_id,
    outcome: row.outcome,
    saidNotMine: row.not_mine === 1,
  }))
}

/** Notes that somebody says at the court that an answer to an item is not theirs, or takes that back. */
export async function setNotMine(
  trx: Trx,
  id: BatchId,
  position: number,
  saidNotMine: boolean,
): Promise<void> {
  await trx
    .updateTable('batch_items')
    .set({ not_mine: saidNotMine ? 1 : 0 })
    .where('batch_id', '=', id)
    .where('position', '=', position)
    .execute()
}

/** Stores what became of items of a batch. */
export async function setOutcomes(
  trx: Trx,
  id: BatchId,
  outcomes: ReadonlyMap<number, string | null>,
): Promise<void> {
  for (const [position, outcome] of outcomes) {
    await trx
      .updateTable('batch_items')
      .set({ outcome })
      .where('batch_id', '=', id)
      .where('position', '=', position)
      .execute()
  }
}

function columnsOf(batch: Batch) {
  return {
    number: batch.state === 'dropped' ? null : batch.number,
    project_id: batch.projectId,
    ledger_project: batch.ledgerProject,
    state: batch.state,
    secret: batch.secret,
    salt: batch.salt,
    labels_root: batch.labelsRoot,
    annotators: batch.annotators,
    items: batch.items,
    terms: batch.terms,
    seat_count: batch.seatCount,
    seed_block: batch.seedBlock,
    seed: batch.seed,
    votes: batch.votes,
    open_items: JSON.stringify(batch.openItems),
    expert_items: JSON.stringify(batch.expertItems),
    verdicts: batch.verdicts,
    panel_seed: batch.panelSeed,
    panel_votes: batch.panelVotes,
    ends_at: batch.endsAt,
    settled_block: batch.settledBlock,
    paid_by: batch.paidBy,
    paid_hash: batch.paidHash,
    accounted: batch.accounted ? (1 as const) : (0 as const),
  }
}

type SelectedBatch = Omit<BatchRow, 'accounted' | 'published' | 'told_stage'> & {
  readonly accounted: number
}

function batchOf(row: SelectedBatch): Batch {
  return {
    id: row.id,
    number: row.number ?? 0,
    projectId: row.project_id,
    ledgerProject: row.ledger_project,
    state: row.state as BatchState,
    secret: row.secret,
    salt: row.salt,
    labelsRoot: row.labels_root,
    annotators: row.annotators,
    items: row.items,
    terms: row.terms,
    seatCount: row.seat_count,
    seedBlock: row.seed_block,
    seed: row.seed,
    votes: row.votes,
    openItems: words.parse(JSON.parse(row.open_items ?? '[]')),
    expertItems: words.parse(JSON.parse(row.expert_items ?? '[]')),
    verdicts: row.verdicts,
    panelSeed: row.panel_seed,
    panelVotes: row.panel_votes,
    endsAt: row.ends_at,
    settledBlock: row.settled_block,
    paidBy: row.paid_by as PayingEvent | null,
    paidHash: row.paid_hash,
    accounted: row.accounted === 1,
  }
}

/** The project whose items a batch holds. */
export async function projectOfBatch(trx: Trx, id: BatchId): Promise<ProjectId> {
  const row = await trx
    .selectFrom('batches')
    .select('project_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.project_id
}

/** The number of a batch on the ledger. */
export async function numberOfBatch(trx: Trx, id: BatchId): Promise<number> {
  const { number } = await trx
    .selectFrom('batches')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return number ?? 0
}
