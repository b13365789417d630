import type { AnnotationId, PersonId, ProjectId } from '../ids.ts'
import { itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import { type Draw, VOTE } from './draws.ts'

/** One answer of a person that went to the ledger. */
export interface StoredReceipt {
  readonly annotationId: AnnotationId
  readonly projectId: ProjectId
  readonly role: string
  readonly label: string
  readonly guidelineVersion: number
  readonly text: string
  /** Number of its batch on the ledger, and its place in it. */
  readonly batch: number
  readonly position: number
  readonly outcome: string | null
  /** Seat the person voted from, and their draw; null for an annotator. */
  readonly seat: number | null
  readonly draw: Pick<Draw, 'id' | 'code'> | null
  /** Null until the ledger has paid. */
  readonly paid: {
    readonly rewardWei: bigint
    readonly shareWei: bigint
    readonly slashWei: bigint
    readonly transactionHash: string
  } | null
}

/** A person's answers that are in batches of the ledger, newest first: the one that `back` others come after. */
export async function findReceipt(trx: Trx, personId: PersonId, back: number): Promise<StoredReceipt | null> {
  const row = await answersOnLedger(trx)
    .where('annotations.person_id', '=', personId)
    .orderBy('annotations.created_at', 'desc')
    .orderBy('annotations.id', 'desc')
    .offset(back)
    .limit(1)
    .executeTakeFirst()
  return row ? receiptOf(row) : null
}

/** One answer that is in a batch of the ledger; null when it is in none. */
export async function findLedgerAnswer(trx: Trx, id: AnnotationId): Promise<StoredReceipt | null> {
  const row = await answersOnLedger(trx).where('annotations.id', '=', id).executeTakeFirst()
  return row ? receiptOf(row) : null
}

function answersOnLedger(trx: Trx) {
  return trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .leftJoin('draws', 'draws.annotation_id', 'annotations.id')
    .innerJoin('batch_items', (join) =>
      join
        .onRef('batch_items.item_id', '=', 'annotations.item_id')
        .on((eb) =>
          eb.or([
            eb('batch_items.annotation_id', '=', eb.ref('annotations.id')),
            eb('batch_items.batch_id', '=', eb.ref('draws.batch_id')),
          ]),
        ),
    )
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .leftJoin('payments', (join) =>
      join
        .onRef('payments.annotation_id', '=', 'annotations.id')
        .onRef('payments.batch_id', '=', 'batches.id'),
    )
    .select(['annotations.id', 'annotations.project_id', 'annotations.role', 'annotations.label'])
    .select(['annotations.guideline_version', 'items.content', 'batches.number', 'batch_items.position'])
    .select([
      'batch_items.outcome',
      'draws.seat',
      'draws.id as draw_id',
      'draws.code',
      'payments.reward_wei',
      'payments.share_wei',
    ])
    .select(['payments.slash_wei', 'payments.transaction_hash'])
    .where('batches.number', 'is not', null)
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof answersOnLedger>['executeTakeFirst']>>>

function receiptOf(row: Row): StoredReceipt {
  const { reward_wei: reward, share_wei: share, slash_wei: slash, transaction_hash: hash } = row
  return {
    annotationId: row.id,
    projectId: row.project_id,
    role: row.role,
    label: row.label,
    guidelineVersion: row.guideline_version,
    text: itemContent.parse(JSON.parse(row.content)).text,
    batch: row.number ?? 0,
    position: row.position,
    outcome: row.outcome,
    seat: row.seat,
    draw: row.draw_id === null ? null : { id: row.draw_id, code: (row.code ?? VOTE.none) as Draw['code'] },
    paid:
      reward === null || share === null || slash === null || hash === null
        ? null
        : {
            rewardWei: BigInt(reward),
            shareWei: BigInt(share),
            slashWei: BigInt(slash),
            transactionHash: hash,
          },
  }
}

/** How an item of a batch ended by our books, and the project it is of; null when there is no such item. */
export async function findBatchItem(
  trx: Trx,
  batch: number,
  position: number,
): Promise<{ readonly outcome: string | null; readonly projectId: ProjectId } | null> {
  const row = await trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .select(['batch_items.outcome', 'batches.project_id'])
    .where('batches.number', '=', batch)
    .where('batch_items.position', '=', position)
    .executeTakeFirst()
  return row ? { outcome: row.outcome, projectId: row.project_id } : null
}
