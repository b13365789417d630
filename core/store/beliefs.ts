import type { ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

/** An answer to an item with what is stored of the person who gave it. */
export interface AnswerRecord {
  readonly personId: PersonId
  readonly label: string
  /** JSON; null when no refit has seen the person yet. */
  readonly counts: string | null
}

/** All answers to an item, in the order they came, with the belief they are read by. */
export interface ItemAnswers {
  readonly answers: readonly AnswerRecord[]
  /** The known answer of a gold item. */
  readonly goldLabel: string | null
  /** Version of the project's belief; null before its first refit. */
  readonly version: string | null
}

/** What an item's label is believed to be. */
export interface ItemBelief {
  /** Calibrated probability of each label, in the order of the schema. */
  readonly posterior: readonly number[]
  /** The most probable label; of equals the first of the schema. */
  readonly label: string
  readonly probability: number
  /** As `posterior`, but from the answers alone: without what gold is known to be. */
  readonly byAnswers: readonly number[]
}

const answersOfItem = hotQuery((db, { itemId }: { itemId: ItemId }) =>
  db
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .leftJoin('project_beliefs', 'project_beliefs.project_id', 'annotations.project_id')
    .leftJoin('person_beliefs', (join) =>
      join
        .onRef('person_beliefs.project_id', '=', 'annotations.project_id')
        .onRef('person_beliefs.person_id', '=', 'annotations.person_id'),
    )
    .select([
      'annotations.person_id',
      'annotations.label',
      'person_beliefs.counts',
      'items.gold_label',
      'project_beliefs.version',
    ])
    .where('annotations.item_id', '=', itemId)
    .orderBy('annotations.id'),
)

const stateOfProject = hotQuery((db, { projectId }: { projectId: ProjectId }) =>
  db.selectFrom('project_beliefs').select(['version', 'state']).where('project_id', '=', projectId),
)

interface BeliefChange {
  readonly itemId: ItemId
  readonly posterior: string
  readonly label: string
  readonly probability: number
}

const update = hotQuery((db, belief: BeliefChange) =>
  db
    .updateTable('items')
    .set({
      posterior: belief.posterior,
      belief_label: belief.label,
      belief_probability: belief.probability,
    })
    .where('id', '=', belief.itemId),
)

const updateClosed = hotQuery((db, belief: BeliefChange) =>
  db
    .updateTable('items')
    .set({
      posterior: belief.posterior,
      belief_label: belief.label,
      belief_probability: belief.probability,
    })
    .where('id', '=', belief.itemId)
    .where('state', '!=', 'open'),
)

/** Every answer ever given to an item, counted in a round or not. */
export async function answersWithBelief(trx: Trx, itemId: ItemId): Promise<ItemAnswers> {
  const rows = await answersOfItem.all(trx, { itemId })
  return {
    answers: rows.map((row) => ({ personId: row.person_id, label: row.label, counts: row.counts })),
    goldLabel: rows[0]?.gold_label ?? null,
    version: rows[0]?.version ?? null,
  }
}

/** As `answersWithBelief`, for several items at once; those without an answer are left out. */
export async function answersOfItems(
  trx: Trx,
  itemIds: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, ItemAnswers>> {
  if (itemIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .leftJoin('project_beliefs', 'project_beliefs.project_id', 'annotations.project_id')
    .leftJoin('person_beliefs', (join) =>
      join
        .onRef('person_beliefs.project_id', '=', 'annotations.project_id')
        .onRef('person_beliefs.person_id', '=', 'annotations.person_id'),
    )
    .select(['annotations.item_id', 'annotations.person_id', 'annotations.label', 'person_beliefs.counts'])
    .select(['items.gold_label', 'project_beliefs.version'])
    .where('annotations.item_id', 'in', itemIds)
    .orderBy('annotations.id')
    .execute()
  const groups = [...Map.groupBy(rows, (row) => row.item_id)]
  return new Map(
    groups.map(([itemId, group]) => [
      itemId,
      {
        answers: group.map((row) => ({ personId: row.person_id, label: row.label, counts: row.counts })),
        goldLabel: group[0]?.gold_label ?? null,
        version: group[0]?.version ?? null,
      },
    ]),
  )
}

/** The state of a project's belief as JSON with its version; null before the first refit. */
export async function findBeliefState(
  trx: Trx,
  projectId: ProjectId,
): Promise<{ version: string; state: string } | null> {
  return (await stateOfProject.first(trx, { projectId })) ?? null
}

/** Stores what is believed of an item. Whoever changes the item in other ways holds its lock. */
export async function storeItemBelief(trx: Trx, itemId: ItemId, belief: ItemBelief): Promise<void> {
  const { posterior, label, probability } = belief
  await update.run(trx, { itemId, posterior: JSON.stringify(posterior.map(short)), label, probability })
}

/** As `storeItemBelief`, for an item that takes no more answers; any other is left as it is. */
export async function storeClosedItemBelief(
  trx: Trx,
  itemId: ItemId,
  belief: Omit<ItemBelief, 'byAnswers'>,
): Promise<void> {
  const { posterior, label, probability } = belief
  const shortened = JSON.stringify(posterior.map(short))
  await updateClosed.run(trx, { itemId, posterior: shortened, label, probability })
}

/** Four digits are far finer than any calibration, and keep rows small. */
function short(probability: number): number {
  return Number(probability.toPrecision(4))
}
