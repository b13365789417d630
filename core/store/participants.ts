import type { AccountId, ItemId } from '../ids.ts'
import type { Trx } from './database.ts'

/** The accounts whose answers count on an item, in any role. */
export async function participantsOf(trx: Trx, itemId: ItemId): Promise<AccountId[]> {
  const rows = await trx
    .selectFrom('annotations')
    .select('account_id')
    .distinct()
    .where('item_id', '=', itemId)
    .where('counted', '=', 1)
    .execute()
  return rows.map((row) => row.account_id)
}
