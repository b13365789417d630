import type { ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Settlements of a project that the chain has not confirmed yet. */
export async function countUnsettled(trx: Trx, projectId: ProjectId): Promise<number> {
  const { count } = await trx
    .selectFrom('settlements')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('project_id', '=', projectId)
    .where('state', '!=', 'settled')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The decided label of each item of a project, by the item's external id. */
export async function decidedLabels(trx: Trx, projectId: ProjectId): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('decisions')
    .innerJoin('items', 'items.id', 'decisions.item_id')
    .select(['items.external_id', 'decisions.label'])
    .where('decisions.project_id', '=', projectId)
    .execute()
  return new Map(rows.map((row) => [row.external_id, row.label]))
}

/** Sum of the rewards a project owes for its decided items, paid already or not, in wei. Few different
 * amounts occur: each is counted, and multiplied here. */
export async function sumOwedRewards(trx: Trx, projectId: ProjectId): Promise<bigint> {
  const rows = await trx
    .selectFrom('settlements')
    .innerJoin('settlement_entries', 'settlement_entries.settlement_id', 'settlements.id')
    .select((select) => ['reward_wei', select.fn.countAll<string | number>().as('count')])
    .where('settlements.project_id', '=', projectId)
    .groupBy('reward_wei')
    .execute()
  return rows.reduce((sum, row) => sum + BigInt(row.reward_wei) * BigInt(row.count), 0n)
}
