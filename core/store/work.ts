import type { AnnotationId, ItemId, PersonId, ProjectId } from '../ids.ts'
import { itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'

/** What became of an annotation. */
export type WorkState = 'open' | 'agreed' | 'disagreed' | 'expert' | 'unclear' | 'undecided' | 'uncounted'

/** One annotation of a person with what became of it. */
export interface StoredWork {
  readonly annotationId: AnnotationId
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly round: number
  readonly text: string
  readonly label: string
  /** What the ledger paid less what it took, in wei; null while it has not. */
  readonly gainWei: bigint | null
  readonly state: WorkState
  readonly decision: { readonly label: string; readonly agree: number; readonly total: number } | null
  /** The known answer that it was checked by, once that tests nobody any more, and why it is the answer. */
  readonly known: { readonly label: string; readonly why: string | null } | null
}

/** Never those that may test somebody again. */
const TOLD_REASONS = ['worn', 'leaked', 'disputed', 'practice']

/** A person's latest annotations, of everything or of one item, newest first, from all their accounts. */
export async function latestWork(
  trx: Trx,
  personId: PersonId,
  limit: number,
  itemId?: ItemId,
): Promise<StoredWork[]> {
  const rows = await annotationsOf(trx, personId)
    .leftJoin('payments', 'payments.annotation_id', 'annotations.id')
    .select(['payments.reward_wei', 'payments.share_wei', 'payments.slash_wei'])
    .select([
      'annotations.id',
      'annotations.project_id',
      'annotations.item_id',
      'annotations.round',
      'annotations.label',
      'items.content',
      'decisions.label as decided_label',
      'decisions.agree',
      'decisions.total',
    ])
    .leftJoin('gold_items', (join) =>
      join
        .onRef('gold_items.item_id', '=', 'annotations.item_id')
        .on('annotations.on_gold', '=', 1)
        .on('items.gold_state', '=', 'retired')
        .on('gold_items.reason', 'in', TOLD_REASONS),
    )
    .select((eb) => [
      'gold_items.why',
      eb
        .case()
        .when('gold_items.item_id', 'is not', null)
        .then(eb.ref('items.gold_label'))
        .end()
        .as('known_label'),
    ])
    .$if(itemId !== undefined, (one) => one.where('annotations.item_id', '=', itemId as ItemId))
    .orderBy('annotations.created_at', 'desc')
    .orderBy('annotations.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ reward_wei: reward, share_wei: share, slash_wei: slash, ...row }) => ({
    annotationId: row.id,
    projectId: row.project_id,
    itemId: row.item_id,
    round: row.round,
    gainWei: reward === null ? null : BigInt(reward) + BigInt(share ?? 0) - BigInt(slash ?? 0),
    text: itemContent.parse(JSON.parse(row.content)).text,
    label: row.label,
    state: row.work_state,
    decision:
      row.decided_label === null
        ? null
        : { label: row.decided_label, agree: row.agree ?? 0, total: row.total ?? 0 },
    known: row.known_label === null ? null : { label: row.known_label, why: row.why },
  }))
}

/** How many of a person's annotations are in each state; states without any are left out. */
export async function countWork(trx: Trx, personId: PersonId): Promise<Map<WorkState, number>> {
  const rows = await trx
    .selectFrom(annotationsOf(trx, personId).as('work'))
    .select((eb) => ['work.work_state', eb.fn.countAll<string | number>().as('count')])
    .groupBy('work.work_state')
    .execute()
  return new Map(rows.map((row) => [row.work_state, Number(row.count)]))
}

function annotationsOf(trx: Trx, personId: PersonId) {
  return trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .leftJoin('decisions', (join) =>
      join
        .onRef('decisions.item_id', '=', 'annotations.item_id')
        .onRef('decisions.round', '=', 'annotations.round'),
    )
    .leftJoin('batch_items as unclear', (join) =>
      join
        .onRef('unclear.item_id', '=', 'annotations.item_id')
        .onRef('unclear.round', '=', 'annotations.round')
        .on('unclear.outcome', '=', 'unclear'),
    )
    .select((eb) =>
      eb
        .case()
        .when('annotations.counted', '=', 0)
        .then(eb.cast<WorkState>(eb.val('uncounted'), 'text'))
        .when('decisions.label', '=', eb.ref('annotations.label'))
        .then('agreed' as WorkState)
        .when('decisions.label', 'is not', null)
        .then('disagreed' as WorkState)
        .when('unclear.outcome', '=', 'unclear')
        .then('unclear' as WorkState)
        .when('items.state', '=', 'expert')
        .then('expert' as WorkState)
        .when('items.state', '=', 'undecided')
        .then('undecided' as WorkState)
        .else('open' as WorkState)
        .end()
        .as('work_state'),
    )
    .where('annotations.person_id', '=', personId)
}
