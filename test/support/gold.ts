import type { ItemId } from '../../core/ids.ts'
import type { Trx } from '../../core/store/database.ts'

/** Makes an item active gold with a known label, as an import would have. */
export async function makeGold(trx: Trx, itemId: ItemId, label: string): Promise<void> {
  const item = await trx
    .updateTable('items')
    .set({ gold_label: label, gold_state: 'active', gold_cap: 25 })
    .where('id', '=', itemId)
    .returning('project_id')
    .executeTakeFirstOrThrow()
  const row = { item_id: itemId, project_id: item.project_id, label, origin: 'requester' }
  await trx.insertInto('gold_items').values(row).execute()
}
