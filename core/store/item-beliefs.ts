import type { ItemId, ProjectId } from '../ids.ts'
import type { ItemState } from '../items/item.ts'
import type { Trx } from './database.ts'

/** Where an item stands and what its label is believed to be. */
export interface BelievedItem {
  readonly itemId: ItemId
  readonly externalId: string
  readonly state: ItemState
  /** Probability of each label in the order of the schema; null before the first annotation. */
  readonly posterior: readonly number[] | null
}

/** Every item of a project, in the order of import. */
export async function readBelievedItems(trx: Trx, projectId: ProjectId): Promise<BelievedItem[]> {
  const rows = await trx
    .selectFrom('items')
    .select(['id', 'external_id', 'state', 'posterior'])
    .where('project_id', '=', projectId)
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({
    itemId: row.id,
    externalId: row.external_id,
    state: row.state as ItemState,
    posterior: row.posterior === null ? null : (JSON.parse(row.posterior) as number[]),
  }))
}
