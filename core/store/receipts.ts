import { sql } from 'kysely'
import { type Instant, instantOf } from '../clock.ts'
import type { BatchId, DrawId, PersonId } from '../ids.ts'
import { itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'

/** A vote that no operator has confirmed yet. */
export interface UnconfirmedVote {
  readonly drawId: DrawId
  readonly batchId: BatchId
  readonly stage: number
  /** Index of the item in its batch. */
  readonly position: number
  /** Account of the validator on the ledger. */
  readonly ledgerAccount: number
  readonly code: number
  readonly votedAt: Instant
}

/** A vote that an operator confirmed. */
export interface Receipt {
  readonly position: number
  readonly ledgerAccount: number
  readonly code: number
  /** Seconds since 1970. */
  readonly signedAt: number
  readonly operator: string
  readonly signature: string
}

/** Votes of these batches that have no receipt, in the order of their draws. */
export async function unconfirmedVotes(
  trx: Trx,
  batches: readonly BatchId[],
  limit: number,
): Promise<UnconfirmedVote[]> {
  if (batches.length === 0) return []
  const rows = await trx
    .selectFrom('draws')
    // Who cannot tell votes without a label.
    .leftJoin('annotations', 'annotations.id', 'draws.annotation_id')
    .leftJoin('assignments', (join) =>
      join
        .onRef('assignments.item_id', '=', 'draws.item_id')
        .onRef('assignments.round', '=', 'draws.round')
        .onRef('assignments.person_id', '=', 'draws.person_id'),
    )
    .innerJoin('seats', 'seats.seat', 'draws.seat')
    .innerJoin('batch_items', (join) =>
      join
        .onRef('batch_items.batch_id', '=', 'draws.batch_id')
        .onRef('batch_items.item_id', '=', 'draws.item_id'),
    )
    .leftJoin('receipts', 'receipts.draw_id', 'draws.id')
    .select(['draws.id', 'draws.batch_id', 'draws.stage', 'draws.code', 'batch_items.position'])
    .select(['seats.ledger_account', 'annotations.created_at', 'assignments.closed_at', 'draws.offered_at'])
    .where('draws.batch_id', 'in', batches)
    .where('draws.code', 'is not', null)
    .where('receipts.draw_id', 'is', null)
    .orderBy('draws.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    drawId: row.id,
    batchId: row.batch_id,
    stage: row.stage,
    position: row.position,
    ledgerAccount: row.ledger_account,
    code: row.code ?? 0,
    votedAt: row.created_at ?? row.closed_at ?? row.offered_at ?? instantOf(0),
  }))
}

/** Those of the batches that hold a vote without a receipt. */
export async function batchesWithUnconfirmedVotes(
  trx: Trx,
  batches: readonly BatchId[],
): Promise<ReadonlySet<BatchId>> {
  if (batches.length === 0) return new Set()
  const rows = await trx
    .selectFrom('draws')
    .leftJoin('receipts', 'receipts.draw_id', 'draws.id')
    .select('draws.batch_id')
    .distinct()
    .where('draws.batch_id', 'in', batches)
    .where('draws.code', 'is not', null)
    .where('receipts.draw_id', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.batch_id))
}

/** Stores the receipt of a vote; the first one stays. */
export async function insertReceipt(
  trx: Trx,
  { drawId, batchId }: Pick<UnconfirmedVote, 'drawId' | 'batchId'>,
  receipt: Receipt,
): Promise<void> {
  const { position, ledgerAccount, code, signedAt, operator, signature } = receipt
  await trx
    .insertInto('receipts')
    .values({
      draw_id: drawId,
      batch_id: batchId,
      position,
      ledger_account: ledgerAccount,
      code,
      signed_at: signedAt,
      operator,
      signature,
    })
    .onConflict((conflict) => conflict.column('draw_id').doNothing())
    .execute()
}

/** Every receipt of a batch, of both stages, by item. */
export async function receiptsOfBatch(trx: Trx, batchId: BatchId): Promise<Receipt[]> {
  const rows = await trx
    .selectFrom('receipts')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('position')
    .orderBy('draw_id')
    .execute()
  return rows.map((row) => ({
    position: row.position,
    ledgerAccount: row.ledger_account,
    code: row.code,
    signedAt: row.signed_at,
    operator: row.operator,
    signature: row.signature,
  }))
}

/** A vote of a person, with its receipt once an operator has signed it. */
export interface OwnVote {
  /** Number of the batch on the ledger, and the item's place in it. */
  readonly batch: number
  readonly position: number
  readonly text: string
  readonly receipt: Receipt | null
}

/** The vote that a person calls by the last characters of its draw's id (see core/consensus/receipt-code.ts); null when
 * they have no such vote. `code` must be hex. */
export async function findOwnVote(trx: Trx, personId: PersonId, code: string): Promise<OwnVote | null> {
  const row = await trx
    .selectFrom('draws')
    .innerJoin('items', 'items.id', 'draws.item_id')
    .innerJoin('batches', 'batches.id', 'draws.batch_id')
    .innerJoin('batch_items', (join) =>
      join
        .onRef('batch_items.batch_id', '=', 'draws.batch_id')
        .onRef('batch_items.item_id', '=', 'draws.item_id'),
    )
    .leftJoin('receipts', 'receipts.draw_id', 'draws.id')
    .select(['items.content', 'batches.number', 'batch_items.position'])
    .select(['receipts.ledger_account', 'receipts.code', 'receipts.signed_at'])
    .select(['receipts.operator', 'receipts.signature'])
    .where('draws.person_id', '=', personId)
    .where('draws.code', 'is not', null)
    .where(sql<boolean>`draws.id like ${`%${code}`}`)
    .executeTakeFirst()
  if (!row) return null
  const { position, ledger_account, code: vote, signed_at, operator, signature } = row
  const isSigned =
    ledger_account !== null && vote !== null && signed_at !== null && operator !== null && signature !== null
  return {
    batch: row.number ?? 0,
    position,
    text: itemContent.parse(JSON.parse(row.content)).text,
    receipt: isSigned
      ? { position, ledgerAccount: ledger_account, code: vote, signedAt: signed_at, operator, signature }
      : null,
  }
}
