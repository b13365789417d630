import type { ProjectId } from '../ids.ts'
import type { ItemState } from '../items/item.ts'
import { LEASED } from './assignments.ts'
import type { Trx } from './database.ts'

/** How many items of a project are in each state; states without items are left out. */
export async function countItemsByState(trx: Trx, projectId: ProjectId): Promise<Map<ItemState, number>> {
  const rows = await trx
    .selectFrom('items')
    .select((select) => ['state', select.fn.countAll<string | number>().as('count')])
    .where('project_id', '=', projectId)
    .groupBy('state')
    .execute()
  return new Map(rows.map((row) => [row.state as ItemState, Number(row.count)]))
}

/** Annotations of a project, counted or not, and the people they came from. */
export async function countAnnotations(
  trx: Trx,
  projectId: ProjectId,
): Promise<{ annotations: number; people: number }> {
  const row = await trx
    .selectFrom('annotations')
    .select((select) => [
      select.fn.countAll<string | number>().as('annotations'),
      select.fn.count<string | number>('person_id').distinct().as('people'),
    ])
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow()
  return { annotations: Number(row.annotations), people: Number(row.people) }
}

/** Assignments somebody is answering right now. */
export async function countLiveLeases(trx: Trx, projectId: ProjectId): Promise<number> {
  const row = await trx
    .selectFrom('assignments')
    .select((select) => select.fn.countAll<string | number>().as('count'))
    .where('state', '=', LEASED)
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Annotations on gold items, and how many of them have the known label. */
export async function countGoldAnswers(
  trx: Trx,
  projectId: ProjectId,
): Promise<{ right: number; total: number }> {
  const row = await trx
    .selectFrom('items')
    .innerJoin('annotations', 'annotations.item_id', 'items.id')
    .select((select) => [
      select.fn.countAll<string | number>().as('total'),
      select.fn
        .sum<string | number | null>(
          select.case().whenRef('annotations.label', '=', 'items.gold_label').then(1).else(0).end(),
        )
        .as('right'),
    ])
    .where('items.project_id', '=', projectId)
    .where('items.gold_label', 'is not', null)
    .executeTakeFirstOrThrow()
  return { right: Number(row.right ?? 0), total: Number(row.total) }
}

/** The labels of the latest `limit` counted annotations of a project, grouped by item. */
export async function latestLabels(trx: Trx, projectId: ProjectId, limit: number): Promise<string[][]> {
  const rows = await trx
    .selectFrom('annotations')
    .select(['item_id', 'round', 'label'])
    .where('project_id', '=', projectId)
    .where('counted', '=', 1)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const units = new Map<string, string[]>()
  for (const { item_id, round, label } of rows) {
    const unit = `${item_id} ${round}`
    const labels = units.get(unit)
    if (labels) labels.push(label)
    else units.set(unit, [label])
  }
  return [...units.values()]
}

/** Sum of what the ledger paid for annotations of a project, in wei. Amounts do not fit SQL's integers, but few
 * different ones occur: each is counted, and multiplied here. */
export async function sumPaidRewards(trx: Trx, projectId: ProjectId): Promise<bigint> {
  const rows = await trx
    .selectFrom('batches')
    .innerJoin('payments', 'payments.batch_id', 'batches.id')
    .select((select) => ['reward_wei', select.fn.countAll<string | number>().as('count')])
    .where('batches.project_id', '=', projectId)
    .groupBy('reward_wei')
    .execute()
  return rows.reduce((sum, row) => sum + BigInt(row.reward_wei) * BigInt(row.count), 0n)
}
