import { type ItemId, newId, type ProjectId } from '../ids.ts'
import { type ItemContent, itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'

/** An item as an import brings it. */
export interface ItemDraft {
  readonly externalId: string
  readonly content: ItemContent
  /** The known answer of a gold item. */
  readonly goldLabel: string | null
  /** Why it is the answer. */
  readonly goldWhy?: string | null
}

/** An item that is stored already, with its place in the order of import. */
export interface KnownItem extends ItemDraft {
  readonly ordinal: number
}

/** Those of `externalIds` that the project has already, by external id. */
export async function findKnownItems(
  trx: Trx,
  projectId: ProjectId,
  externalIds: readonly string[],
): Promise<Map<string, KnownItem>> {
  const rows = await trx
    .selectFrom('items')
    .select(['external_id', 'content', 'gold_label', 'ordinal'])
    .where('project_id', '=', projectId)
    .where(isOneOf(trx, 'external_id', externalIds))
    .execute()
  return new Map(
    rows.map((row) => [
      row.external_id,
      {
        externalId: row.external_id,
        content: itemContent.parse(JSON.parse(row.content)),
        goldLabel: row.gold_label,
        ordinal: row.ordinal,
      },
    ]),
  )
}

/** The highest ordinal of a project's items, 0 without any. */
export async function lastOrdinal(trx: Trx, projectId: ProjectId): Promise<number> {
  const row = await trx
    .selectFrom('items')
    .select((select) => select.fn.max('ordinal').as('last'))
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return row?.last ?? 0
}

/** Few sizes, so that few statement texts are ever prepared. */
const INSERT_SIZES = [100, 10, 1]
/** People a gold item is given to where nobody says otherwise. */
const GOLD_CAP = 25

interface NewItems {
  readonly projectId: ProjectId
  readonly firstOrdinal: number
  readonly redundancy: number
  /** People a gold item is given to at most. */
  readonly goldCap?: number
  readonly items: readonly ItemDraft[]
}

/** Stores new items, open and in the order given, with the ordinals from `firstOrdinal` on. Those with a
 * known label are active gold from the start. */
export async function insertItems(trx: Trx, input: NewItems): Promise<void> {
  const rows = input.items.map((item, index) => itemRow(input, item, input.firstOrdinal + index))
  for (const some of inPieces(rows)) await trx.insertInto('items').values(some).execute()
  const gold = input.items.flatMap(({ goldLabel, goldWhy }, index) =>
    goldLabel === null ? [] : [goldRow(input.projectId, rows[index]?.id as ItemId, goldLabel, goldWhy)],
  )
  for (const some of inPieces(gold)) await trx.insertInto('gold_items').values(some).execute()
}

function itemRow({ projectId, redundancy, goldCap }: NewItems, item: ItemDraft, ordinal: number) {
  const isGold = item.goldLabel !== null
  return {
    id: newId<ItemId>(),
    project_id: projectId,
    ordinal,
    external_id: item.externalId,
    content: JSON.stringify(item.content),
    gold_label: item.goldLabel,
    gold_state: isGold ? 'active' : null,
    gold_cap: isGold ? (goldCap ?? GOLD_CAP) : null,
    state: 'open',
    round: 1,
    wanted: redundancy,
    open_slots: redundancy,
    started: 0 as const,
    closed_at: null,
  }
}

function goldRow(projectId: ProjectId, itemId: ItemId, label: string, why: string | null = null) {
  return { item_id: itemId, project_id: projectId, label, why, origin: 'requester' }
}

function* inPieces<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let done = 0; done < rows.length; ) {
    const size = INSERT_SIZES.find((one) => one <= rows.length - done) ?? 1
    yield rows.slice(done, done + size)
    done += size
  }
}

/** The text of an item. */
export async function textOfItem(trx: Trx, itemId: ItemId): Promise<string> {
  const { content } = await trx
    .selectFrom('items')
    .select('content')
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow()
  return itemContent.parse(JSON.parse(content)).text
}
