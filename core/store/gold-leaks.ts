import type { ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** An answer to an item that is gold, or that was decided, and whether it was right. */
export interface ComparedAnswer {
  readonly personId: PersonId
  readonly itemId: ItemId
  readonly isGold: boolean
  readonly right: boolean
}

/** Of a project's latest `limit` annotations, those given to what is active gold and those that a decision
 * judged; never those to gold that is retired. */
export async function comparedAnswers(
  trx: Trx,
  projectId: ProjectId,
  limit: number,
): Promise<ComparedAnswer[]> {
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .leftJoin('decisions', (join) =>
      join
        .onRef('decisions.item_id', '=', 'annotations.item_id')
        .onRef('decisions.round', '=', 'annotations.round'),
    )
    .select(['annotations.person_id', 'annotations.item_id', 'annotations.label', 'annotations.on_gold'])
    .select(['items.gold_state', 'items.gold_label', 'decisions.label as decided_label'])
    .where('annotations.project_id', '=', projectId)
    .orderBy('annotations.id', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap((row) => {
    const isGold = row.on_gold === 1
    if (isGold && row.gold_state !== 'active') return []
    const truth = isGold ? row.gold_label : row.decided_label
    if (truth === null) return []
    return [{ personId: row.person_id, itemId: row.item_id, isGold, right: row.label === truth }]
  })
}
