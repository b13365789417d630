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
  /** What the contract did for it; null while it is not settled. */
  readonly payment: {
    readonly rewardWei: string
    readonly slashWei: string
    readonly shareWei: string
  } | null
}

interface DecisionRecord {
  readonly round: number
  readonly label: string
  readonly method: string
  readonly agree: number
  readonly total: number
  readonly decidedAt: Instant
  readonly settlement: SettlementRecord | null
}

interface SettlementRecord {
  readonly id: string
  readonly state: string
  readonly transactionHash: string | null
  readonly settledAt: Instant | null
}

interface Page {
  readonly projectId: ProjectId
  /** Exclusive. */
  readonly after: number
  readonly size: number
}

/** The items after an ordinal in the order of import with their histories, in three queries. */
export async function readItemHistories(trx: Trx, page: Page): Promise<ItemHistory[]> {
  const items = await trx
    .selectFrom('items')
    .select(['id', 'ordinal', 'external_id', 'content', 'gold_label', 'state'])
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
  return items.map((item) => ({
    ordinal: item.ordinal,
    externalId: item.external_id,
    content: itemContent.parse(JSON.parse(item.content)),
    goldLabel: item.gold_label,
    state: item.state as ItemState,
    annotations: annotations.get(item.id) ?? [],
    decision: decisions.get(item.id) ?? null,
  }))
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
    .leftJoin('settlement_entries', 'settlement_entries.annotation_id', 'annotations.id')
    .selectAll('annotations')
    .select(['paid_reward_wei', 'paid_slash_wei', 'paid_share_wei'])
    .where('items.project_id', '=', range.projectId)
    .where('items.ordinal', '>', range.after)
    .where('items.ordinal', '<=', range.upTo)
    .orderBy('annotations.id')
    .execute()
  const byItem = new Map<ItemId, AnnotationRecord[]>()
  for (const row of rows) {
    const { paid_reward_wei: rewardWei, paid_slash_wei: slashWei, paid_share_wei: shareWei } = row
    const record: AnnotationRecord = {
      personId: row.person_id,
      round: row.round,
      label: row.label,
      guidelineVersion: row.guideline_version,
      counted: row.counted === 1,
      late: row.late === 1,
      durationMs: row.duration_ms,
      createdAt: row.created_at,
      payment:
        rewardWei === null ? null : { rewardWei, slashWei: slashWei ?? '0', shareWei: shareWei ?? '0' },
    }
    const records = byItem.get(row.item_id)
    if (records) records.push(record)
    else byItem.set(row.item_id, [record])
  }
  return byItem
}

async function decisionsOf(trx: Trx, range: OrdinalRange): Promise<Map<ItemId, DecisionRecord>> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('decisions', 'decisions.item_id', 'items.id')
    .leftJoin('settlements', 'settlements.decision_id', 'decisions.id')
    .selectAll('decisions')
    .select(['settlements.id as settlement_id', 'settlements.state as settlement_state'])
    .select(['transaction_hash', 'settled_at'])
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
        settlement: row.settlement_id && {
          id: row.settlement_id,
          state: row.settlement_state ?? '',
          transactionHash: row.transaction_hash,
          settledAt: row.settled_at,
        },
      },
    ]),
  )
}
