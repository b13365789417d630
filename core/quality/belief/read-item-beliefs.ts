import type { ItemId, ProjectId } from '../../ids.ts'
import { answersOfItems, type ItemBelief } from '../../store/beliefs.ts'
import type { Trx } from '../../store/database.ts'
import { believe } from './read-item-belief.ts'

/** What the labels of items of one project are believed to be, as `readItemBelief` does: one query for all. Items
 * without an answer are left out. */
export async function readItemBeliefs(
  trx: Trx,
  {
    itemIds,
    projectId,
    labels,
  }: { itemIds: readonly ItemId[]; projectId: ProjectId; labels: readonly string[] },
): Promise<ReadonlyMap<ItemId, ItemBelief>> {
  const beliefs = new Map<ItemId, ItemBelief>()
  for (const [itemId, answers] of await answersOfItems(trx, itemIds)) {
    beliefs.set(itemId, await believe(trx, { projectId, labels }, answers))
  }
  return beliefs
}
