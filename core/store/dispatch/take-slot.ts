import type { ItemId } from '../../ids.ts'
import { type Item, type ItemState, itemContent } from '../../items/item.ts'
import type { Trx } from '../database.ts'
import { hotQuery } from '../hot-query.ts'
import { hasSlot, isOrdinary } from './conditions.ts'

/** An item of which a slot was taken. */
export interface TakenItem {
  readonly item: Item
  readonly round: number
}

const take = hotQuery((db, { id }: { id: ItemId }, locks) =>
  db
    .updateTable('items')
    .set((eb) => ({ open_slots: eb('open_slots', '-', 1), exposures: eb('exposures', '+', 1), started: 1 }))
    .where('id', '=', (outer) =>
      outer
        .selectFrom('items')
        .select('items.id')
        .where('items.id', '=', id)
        .where(hasSlot)
        .where((eb) => eb.or([isOrdinary(eb), eb('items.exposures', '<', eb.ref('items.gold_cap'))]))
        .$if(locks, (query) => query.forNoKeyUpdate().skipLocked()),
    )
    .returning(['id', 'project_id', 'external_id', 'content', 'state', 'round']),
)

/** Takes a slot of an item; null when it has none left, or another transaction holds the item: nobody
 * waits for it. */
export async function takeSlot(trx: Trx, id: ItemId): Promise<TakenItem | null> {
  const row = await take.first(trx, { id })
  if (!row) return null
  const content = itemContent.parse(JSON.parse(row.content))
  const { project_id: projectId, external_id: externalId } = row
  return {
    item: { id, projectId, externalId, content, state: row.state as ItemState },
    round: row.round,
  }
}
