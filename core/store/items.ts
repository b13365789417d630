import type { Insertable } from 'kysely'
import { newId, type ProjectId } from '../ids.ts'
import { type ItemContent, itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import type { ItemRow } from './schema.ts'

/** An item as an import brings it. */
export interface ItemDraft {
  readonly externalId: string
  readonly content: ItemContent
  /** The known answer of a gold item. */
  readonly goldLabel: string | null
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

/** Stores new items, open and in the order given, with the ordinals from `firstOrdinal` on. */
export async function insertItems(
  trx: Trx,
  input: { projectId: ProjectId; firstOrdinal: number; redundancy: number; items: readonly ItemDraft[] },
): Promise<void> {
  const rows = input.items.map(
    (item, index): Insertable<ItemRow> => ({
      id: newId(),
      project_id: input.projectId,
      ordinal: input.firstOrdinal + index,
      external_id: item.externalId,
      content: JSON.stringify(item.content),
      gold_label: item.goldLabel,
      state: 'open',
      round: 1,
      wanted: input.redundancy,
      open_slots: input.redundancy,
      started: 0,
      closed_at: null,
    }),
  )
  let done = 0
  while (done < rows.length) {
    const size = INSERT_SIZES.find((one) => one <= rows.length - done) ?? 1
    await trx
      .insertInto('items')
      .values(rows.slice(done, done + size))
      .execute()
    done += size
  }
}
