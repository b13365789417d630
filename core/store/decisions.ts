import type { Instant } from '../clock.ts'
import type { DecisionId, ItemId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

/** The outcome of a round. */
export interface Decision {
  readonly id: DecisionId
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly round: number
  readonly label: string
  /** Annotations with the label, of all that counted. */
  readonly agree: number
  readonly total: number
  /** Probability of the label as it is believed now, gold left aside. */
  readonly belief: number
  readonly decidedAt: Instant
}

const insert = hotQuery((db, decision: Decision) =>
  db.insertInto('decisions').values({
    id: decision.id,
    project_id: decision.projectId,
    item_id: decision.itemId,
    round: decision.round,
    label: decision.label,
    method: 'supermajority',
    agree: decision.agree,
    total: decision.total,
    belief: decision.belief,
    decided_at: decision.decidedAt,
  }),
)

/** Stores a decision by supermajority; an item has at most one per round. */
export async function insertDecision(trx: Trx, decision: Decision): Promise<void> {
  await insert.run(trx, decision)
}

/** Stores what an audit by experts says of a decision: it is sure of its label, whatever that was before. */
export async function confirmDecision(
  trx: Trx,
  { itemId, round, label, agree }: Pick<Decision, 'itemId' | 'round' | 'label' | 'agree'>,
): Promise<void> {
  await trx
    .updateTable('decisions')
    .set({ label, agree, belief: 1, method: 'audit' })
    .where('item_id', '=', itemId)
    .where('round', '=', round)
    .execute()
}

/** The label that an item's round was decided with; null when it was not. */
export async function decidedLabel(trx: Trx, itemId: ItemId, round: number): Promise<string | null> {
  const row = await trx
    .selectFrom('decisions')
    .select('label')
    .where('item_id', '=', itemId)
    .where('round', '=', round)
    .executeTakeFirst()
  return row?.label ?? null
}
