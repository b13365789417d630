import type { Instant } from '../clock.ts'
import type { AnnotationId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import type { Flag } from './schema/values.ts'

/** An answer of a person with what is known of the truth, as it was judged. */
export interface JudgedAnswer {
  readonly annotationId: AnnotationId
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly createdAt: Instant
  readonly label: string
  readonly truth: string
  readonly weight: number
  readonly byGold: boolean
  /** Grows with the moment of the judgement: the id of the answer itself or of the decision. */
  readonly judgedBy: string
}

interface Asked {
  readonly personId: PersonId
  readonly projectIds: readonly ProjectId[]
  /** Looks at this many of the latest answers. */
  readonly limit: number
}

/**
 * The judged ones among a person's latest answers, in the order in which they were judged. Gold judges the
 * answers that were given while it was gold, at that moment and for sure; not once it leaked. Everything
 * else that counted is judged by the decision of its round. `complete` is false when there are older answers.
 */
export async function judgedAnswers(
  trx: Trx,
  asked: Asked,
): Promise<{ answers: JudgedAnswer[]; complete: boolean }> {
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .leftJoin('gold_items', 'gold_items.item_id', 'annotations.item_id')
    .leftJoin('decisions', (join) =>
      join
        .onRef('decisions.item_id', '=', 'annotations.item_id')
        .onRef('decisions.round', '=', 'annotations.round'),
    )
    .select(['annotations.id', 'annotations.project_id', 'annotations.item_id', 'annotations.label'])
    .select([
      'annotations.created_at',
      'annotations.on_gold',
      'annotations.counted',
      'items.gold_label',
      'gold_items.reason',
    ])
    .select(['decisions.id as decision_id', 'decisions.label as decided_label'])
    .select(['decisions.belief', 'decisions.agree', 'decisions.total'])
    .where('annotations.person_id', '=', asked.personId)
    .where(isOneOf(trx, 'annotations.project_id', asked.projectIds))
    .orderBy('annotations.created_at', 'desc')
    .orderBy('annotations.id', 'desc')
    .limit(asked.limit)
    .execute()
  // Accounts that became one person may both have answered an item: the first answer counts.
  const firsts = new Map(rows.map((row) => [row.item_id, row]))
  const answers = [...firsts.values()].flatMap((row) => {
    const judgement = judgementOf(row)
    const { id: annotationId, project_id: projectId, item_id: itemId, created_at: createdAt, label } = row
    return judgement ? [{ annotationId, projectId, itemId, createdAt, label, ...judgement }] : []
  })
  return { answers: answers.sort(byMoment), complete: rows.length < asked.limit }
}

interface Row {
  readonly id: AnnotationId
  readonly on_gold: Flag
  readonly counted: Flag
  readonly gold_label: string | null
  readonly reason: string | null
  readonly decision_id: string | null
  readonly decided_label: string | null
  readonly belief: number | null
  readonly agree: number | null
  readonly total: number | null
}

function judgementOf(row: Row): Pick<JudgedAnswer, 'truth' | 'weight' | 'byGold' | 'judgedBy'> | null {
  if (row.on_gold && row.reason === 'leaked') return null
  if (row.on_gold && row.gold_label !== null) {
    return { truth: row.gold_label, weight: 1, byGold: true, judgedBy: row.id }
  }
  if (!row.counted || row.decided_label === null || row.decision_id === null) return null
  const weight = row.belief ?? (row.agree ?? 0) / (row.total ?? 1)
  return { truth: row.decided_label, weight, byGold: false, judgedBy: row.decision_id }
}

function byMoment(a: JudgedAnswer, b: JudgedAnswer): number {
  if (a.judgedBy !== b.judgedBy) return a.judgedBy < b.judgedBy ? -1 : 1
  return a.annotationId < b.annotationId ? -1 : 1
}
