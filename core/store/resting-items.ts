import type { ItemId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

interface RestingItem {
  readonly projectId: ProjectId
  readonly itemId: ItemId
}

/** Notes that an item waits for the next refit. Noting it twice changes nothing. */
export async function restItem(trx: Trx, { projectId, itemId }: RestingItem): Promise<void> {
  await trx
    .insertInto('resting_items')
    .values({ project_id: projectId, item_id: itemId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Notes that an item waits for no refit any more. */
export async function wakeItem(trx: Trx, { projectId, itemId }: RestingItem): Promise<void> {
  await trx
    .deleteFrom('resting_items')
    .where('project_id', '=', projectId)
    .where('item_id', '=', itemId)
    .execute()
}

/** Items that wait for a refit, in the order of their ids, those after `after`. */
export async function restingItems(
  trx: Trx,
  page: { projectId: ProjectId; after: ItemId | null; size: number },
): Promise<ItemId[]> {
  const rows = await trx
    .selectFrom('resting_items')
    .select('item_id')
    .where('project_id', '=', page.projectId)
    .$if(page.after !== null, (query) => query.where('item_id', '>', page.after))
    .orderBy('item_id')
    .limit(page.size)
    .execute()
  return rows.map((row) => row.item_id)
}
