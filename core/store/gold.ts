import type { ItemId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

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
