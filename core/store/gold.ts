import type { ExpressionBuilder } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, ItemId, PersonId, ProjectId } from '../ids.ts'
import {
  type GoldOrigin,
  type GoldState,
  type ItemState,
  itemContent,
  type RetireReason,
} from '../items/item.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { Tables } from './schema.ts'

/** An item with what is known of its answer. */
export interface GoldItem {
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly externalId: string
  readonly text: string
  readonly itemState: ItemState
  readonly state: GoldState | null
  /** The answer it is, was or may be gold with; null for an item that never was near it. */
  readonly label: string | null
  /** The label that answers are judged by: null while it is only proposed, or doubtful. */
  readonly knownLabel: string | null
  readonly why: string | null
  readonly origin: GoldOrigin | null
  readonly reason: RetireReason | null
  /** True once anything is believed of it. */
  readonly isBelieved: boolean
  /** People it was given to so far, and may be given to. */
  readonly exposures: number
  readonly cap: number | null
}

const exposure = hotQuery((db, { itemId }: { itemId: ItemId }) =>
  db
    .updateTable('items')
    .set((eb) => ({ exposures: eb('exposures', '+', 1) }))
    .where('id', '=', itemId),
)

/** Notes that one more person was given a locked item. */
export async function countExposure(trx: Trx, itemId: ItemId): Promise<void> {
  await exposure.run(trx, { itemId })
}

/** The item that a project's files call `externalId`; null when there is none. */
export async function findGoldItem(
  trx: Trx,
  projectId: ProjectId,
  externalId: string,
): Promise<GoldItem | null> {
  const row = await itemsWithGold(trx)
    .where('items.project_id', '=', projectId)
    .where('items.external_id', '=', externalId)
    .executeTakeFirst()
  return row ? goldItemOf(row) : null
}

/** An item as it stands as gold; null when there is none. */
export async function findGoldItemById(trx: Trx, itemId: ItemId): Promise<GoldItem | null> {
  const row = await itemsWithGold(trx).where('items.id', '=', itemId).executeTakeFirst()
  return row ? goldItemOf(row) : null
}

/** Gold items of a project in one state, the longest in it first. */
export async function goldItemsIn(
  trx: Trx,
  projectId: ProjectId,
  state: GoldState,
  limit: number,
): Promise<GoldItem[]> {
  const rows = await itemsWithGold(trx)
    .where('items.project_id', '=', projectId)
    .where('items.gold_state', '=', state)
    .orderBy('gold_items.changed_at')
    .orderBy('items.ordinal')
    .limit(limit)
    .execute()
  return rows.map(goldItemOf)
}

/** Gold of a project that was retired and whose answer is in doubt, or has people against it, until somebody states
 * it: the longest so first, after passing over `skip`. */
export async function disputedGold(
  trx: Trx,
  projectId: ProjectId,
  skip: number,
  limit: number,
): Promise<GoldItem[]> {
  const rows = await itemsWithGold(trx)
    .where('items.project_id', '=', projectId)
    .where('items.gold_state', '=', 'retired')
    .where(isInDoubt)
    .orderBy('gold_items.changed_at')
    .orderBy('items.ordinal')
    .offset(skip)
    .limit(limit)
    .execute()
  return rows.map(goldItemOf)
}

/** How much gold of a project is in doubt, or has people against it. */
export async function countDisputedGold(trx: Trx, projectId: ProjectId): Promise<number> {
  const row = await trx
    .selectFrom('items')
    .innerJoin('gold_items', 'gold_items.item_id', 'items.id')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('items.project_id', '=', projectId)
    .where('items.gold_state', '=', 'retired')
    .where(isInDoubt)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const isInDoubt = (eb: ExpressionBuilder<Tables, 'items' | 'gold_items'>) =>
  eb.or([
    eb.and([eb('items.gold_label', 'is', null), eb('gold_items.reason', '=', 'disputed')]),
    eb.exists(
      eb
        .selectFrom('gold_objections')
        .select('gold_objections.item_id')
        .whereRef('gold_objections.item_id', '=', 'items.id')
        .where('gold_objections.settled_at', 'is', null),
    ),
  ])

/** How many gold items of a project are in each state, by label and by why they were retired. */
export async function countGold(
  trx: Trx,
  projectId: ProjectId,
): Promise<{ state: GoldState; label: string; reason: RetireReason | null; count: number }[]> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('gold_items', 'gold_items.item_id', 'items.id')
    .select((eb) => [
      'items.gold_state',
      'gold_items.label',
      'gold_items.reason',
      eb.fn.countAll().as('count'),
    ])
    .where('items.project_id', '=', projectId)
    .where('items.gold_state', 'is not', null)
    .groupBy(['items.gold_state', 'gold_items.label', 'gold_items.reason'])
    .execute()
  return rows.map((row) => ({
    state: row.gold_state as GoldState,
    label: row.label,
    reason: row.reason as RetireReason | null,
    count: Number(row.count),
  }))
}

/** How an item stands as gold from now on. */
export interface GoldChange {
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly state: GoldState
  readonly label: string
  /** False: the label is only proposed, or doubtful, so that nothing is judged by it. */
  readonly isKnown: boolean
  readonly why: string | null
  readonly origin: GoldOrigin
  readonly reason: RetireReason | null
  readonly cap: number
  readonly accountId: AccountId | null
  readonly at: Instant
}

/** Stores how an item stands as gold, over how it stood. */
export async function storeGold(trx: Trx, change: GoldChange): Promise<void> {
  const { itemId, projectId, state, label, isKnown, cap } = change
  await trx
    .updateTable('items')
    .set({ gold_state: state, gold_label: isKnown ? label : null, gold_cap: cap })
    .where('id', '=', itemId)
    .execute()
  const values = {
    label,
    why: change.why,
    origin: change.origin,
    added_by: change.accountId,
    reason: change.reason,
    changed_at: change.at,
  }
  await trx
    .insertInto('gold_items')
    .values({ item_id: itemId, project_id: projectId, ...values })
    .onConflict((conflict) => conflict.column('item_id').doUpdateSet(values))
    .execute()
}

/** Who answered an item while it was gold, each with their latest label. */
export async function answeredOnGold(trx: Trx, itemId: ItemId): Promise<Map<PersonId, string>> {
  const rows = await trx
    .selectFrom('annotations')
    .select(['person_id', 'label'])
    .where('item_id', '=', itemId)
    .where('on_gold', '=', 1)
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.label]))
}

function itemsWithGold(trx: Trx) {
  return trx
    .selectFrom('items')
    .leftJoin('gold_items', 'gold_items.item_id', 'items.id')
    .select(['items.id', 'items.project_id', 'items.external_id', 'items.content', 'items.state'])
    .select([
      'items.gold_state',
      'items.gold_label',
      'items.gold_cap',
      'items.exposures',
      'items.belief_label',
    ])
    .select(['gold_items.label', 'gold_items.why', 'gold_items.origin', 'gold_items.reason'])
}

type Row = Awaited<ReturnType<ReturnType<typeof itemsWithGold>['executeTakeFirstOrThrow']>>

function goldItemOf(row: Row): GoldItem {
  return {
    itemId: row.id,
    projectId: row.project_id,
    externalId: row.external_id,
    text: itemContent.parse(JSON.parse(row.content)).text,
    itemState: row.state as ItemState,
    state: row.gold_state as GoldState | null,
    label: row.label,
    knownLabel: row.gold_label,
    isBelieved: row.belief_label !== null,
    why: row.why,
    origin: row.origin as GoldOrigin | null,
    reason: row.reason as RetireReason | null,
    exposures: row.exposures,
    cap: row.gold_cap,
  }
}
