import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { ItemId, PersonId, ProjectId } from '../ids.ts'
import { type ItemContent, type ItemState, itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'

/** An item with all that became of it. */
export interface ItemHistory {
  readonly ordinal: number
  readonly externalId: string
  readonly content: ItemContent
  readonly goldLabel: string | null
  readonly state: ItemState
  readonly annotations: readonly AnnotationRecord[]
  /** Of the latest round that was decided. */
  readonly decision: DecisionRecord | null
  /** Of the latest round that the ledger ended; null for a project that is not on the ledger. */
  readonly settlement: SettlementRecord | null
  /** What the label is believed to be, from all answers; null while nobody has answered. */
  readonly belief: BeliefRecord | null
}

export interface AnnotationRecord {
  readonly personId: PersonId
  readonly round: number
  readonly label: string
  readonly guidelineVersion: number
  readonly counted: boolean
  readonly late: boolean
  readonly durationMs: number
  readonly createdAt: Instant
  /** annotator: answered first; validator: was drawn to answer the same item blind. */
  readonly role: string
  /** What the ledger paid and took for it, and where; null while it is not settled. */
  readonly payment: {
    readonly rewardWei: string
    readonly slashWei: string
    readonly shareWei: string
    readonly transactionHash: string
  } | null
}

interface DecisionRecord {
  readonly round: number
  readonly label: string
  readonly method: string
  readonly agree: number
  readonly total: number
  readonly decidedAt: Instant
}

interface BeliefRecord {
  readonly label: string
  readonly probability: number
  /** Of each label, in the order of the project's schema. */
  readonly posterior: readonly number[]
}

interface SettlementRecord {
  readonly batch: number
  /** What the ledger said of the first answer: accepted, rejected, unclear, void, expired or skipped. */
  readonly outcome: string
  readonly transactionHash: string | null
}

interface Page {
  readonly projectId: ProjectId
  /** Exclusive. */
  readonly after: number
  readonly size: number
}

/** The items after an ordinal in the order of import with their histories, in four queries. */
export async function readItemHistories(trx: Trx, page: Page): Promise<ItemHistory[]> {
  const items = await trx
    .selectFrom('items')
    .select(['id', 'ordinal', 'external_id', 'content', 'gold_label', 'state'])
    .select(['posterior', 'belief_label', 'belief_probability'])
    .where('project_id', '=', page.projectId)
    .where('ordinal', '>', page.after)
    .orderBy('ordinal')
    .limit(page.size)
    .execute()
  const last = items.at(-1)
  if (!last) return []
  const range = { projectId: page.projectId, after: page.after, upTo: last.ordinal }
  const annotations = await annotationsOf(trx, range)
  const decisions = await decisionsOf(trx, range)
  const settlements = await settlementsOf(trx, range)
  return items.map((item) => ({
    ordinal: item.ordinal,
    externalId: item.external_id,
    content: itemContent.parse(JSON.parse(item.content)),
    goldLabel: item.gold_label,
    state: item.state as ItemState,
    annotations: annotations.get(item.id) ?? [],
    decision: decisions.get(item.id) ?? null,
    settlement: settlements.get(item.id) ?? null,
    belief: beliefOf(item),
  }))
}

function beliefOf(item: {
  readonly posterior: string | null
  readonly belief_label: string | null
  readonly belief_probability: number | null
}): BeliefRecord | null {
  const { posterior, belief_label: label, belief_probability: probability } = item
  if (posterior === null || label === null || probability === null) return null
  return { label, probability, posterior: z.array(z.number()).parse(JSON.parse(posterior)) }
}

interface OrdinalRange {
  readonly projectId: ProjectId
  readonly after: number
  readonly upTo: number
}

async function annotationsOf(trx: Trx, range: OrdinalRange): Promise<Map<ItemId, AnnotationRecord[]>> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('annotations', 'annotations.item_id', 'items.id')
    .leftJoin('payments', 'payments.annotation_id', 'annotations.id')
    .selectAll('annotations')
    .select(['reward_wei', 'slash_wei', 'share_wei', 'transaction_hash'])
    .where('items.project_id', '=', range.projectId)
    .where('items.ordinal', '>', range.after)
    .where('items.ordinal', '<=', range.upTo)
    .orderBy('annotations.id')
    .execute()
  const byItem = new Map<ItemId, AnnotationRecord[]>()
  for (const row of rows) {
    const record: AnnotationRecord = {
      personId: row.person_id,
      round: row.round,
      role: row.role,
      label: row.label,
      guidelineVersion: row.guideline_version,
      counted: row.counted === 1,
      late: row.late === 1,
      durationMs: row.duration_ms,
      createdAt: row.created_at,
      payment: row.transaction_hash === null ? null : paymentOf(row, row.transaction_hash),
    }
    const records = byItem.get(row.item_id)
    if (records) records.push(record)
    else byItem.set(row.item_id, [record])
  }
  return byItem
}

function paymentOf(
  row: { reward_wei: string | null; slash_wei: string | null; share_wei: string | null },
  transactionHash: string,
) {
  const { reward_wei: rewardWei, slash_wei: slashWei, share_wei: shareWei } = row
  return {
    rewardWei: rewardWei ?? '0',
    slashWei: slashWei ?? '0',
    shareWei: shareWei ?? '0',
    transactionHash,
  }
}

async function decisionsOf(trx: Trx, range: OrdinalRange): Promise<Map<ItemId, DecisionRecord>> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('decisions', 'decisions.item_id', 'items.id')
    .selectAll('decisions')
    .where('items.project_id', '=', range.projectId)
    .where('items.ordinal', '>', range.after)
    .where('items.ordinal', '<=', range.upTo)
    .orderBy('decisions.round')
    .execute()
  // Later rounds overwrite earlier ones.
  return new Map(
    rows.map((row) => [
      row.item_id,
      {
        round: row.round,
        label: row.label,
        method: row.method,
        agree: row.agree,
        total: row.total,
        decidedAt: row.decided_at,
      },
    ]),
  )
}

async function settlementsOf(trx: Trx, range: OrdinalRange): Promise<Map<ItemId, SettlementRecord>> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('batch_items', 'batch_items.item_id', 'items.id')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .select(['items.id', 'batches.number', 'batches.paid_hash', 'batch_items.outcome'])
    .where('items.project_id', '=', range.projectId)
    .where('items.ordinal', '>', range.after)
    .where('items.ordinal', '<=', range.upTo)
    .where('batches.number', 'is not', null)
    .where('batch_items.outcome', 'is not', null)
    .orderBy('batch_items.round')
    .orderBy('batches.number')
    .execute()
  // Later rounds overwrite earlier ones.
  return new Map(
    rows.map(({ id, number: batch, paid_hash: transactionHash, outcome }) => [
      id,
      { batch: batch ?? 0, outcome: outcome ?? '', transactionHash },
    ]),
  )
}
