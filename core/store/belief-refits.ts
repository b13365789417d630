import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AnnotationId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** An annotation as a refit reads it. */
export interface RefitAnnotation {
  readonly id: AnnotationId
  readonly itemId: ItemId
  readonly personId: PersonId
  readonly label: string
  readonly goldLabel: string | null
}

/** What a refit leaves of a person: JSON of their counts. */
export interface PersonBelief {
  readonly personId: PersonId
  readonly counts: string
}

export interface ProjectBelief {
  readonly projectId: ProjectId
  readonly version: string
  /** JSON. */
  readonly state: string
  readonly annotations: number
  readonly lastAnnotationId: AnnotationId
  readonly refittedAt: Instant
}

/** How many annotations the latest refit looked at (0 before any), how many came since, and when the first of those
 * came. */
export async function sinceRefit(
  trx: Trx,
  projectId: ProjectId,
): Promise<{ known: number; fresh: number; oldest: Instant | null }> {
  const last = await trx
    .selectFrom('project_beliefs')
    .select(['annotations', 'last_annotation_id'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  const since = trx
    .selectFrom('annotations')
    .where('project_id', '=', projectId)
    .$if(last !== undefined, (query) => query.where('id', '>', last?.last_annotation_id ?? null))
  const { count } = await since
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .executeTakeFirstOrThrow()
  const first = await since.select('created_at').orderBy('id').limit(1).executeTakeFirst()
  return { known: last?.annotations ?? 0, fresh: Number(count), oldest: first?.created_at ?? null }
}

/** A page of a project's annotations, the newest first, those before `before`. */
export async function annotationsForRefit(
  trx: Trx,
  page: { projectId: ProjectId; before: AnnotationId | null; size: number },
): Promise<RefitAnnotation[]> {
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .select(['annotations.id', 'annotations.item_id', 'annotations.person_id', 'annotations.label'])
    .select('items.gold_label')
    .where('annotations.project_id', '=', page.projectId)
    .$if(page.before !== null, (query) => query.where('annotations.id', '<', page.before))
    .orderBy('annotations.id', 'desc')
    .limit(page.size)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    personId: row.person_id,
    label: row.label,
    goldLabel: row.gold_label,
  }))
}

/** Stores what is known of a few people, over what was known of them before. */
export async function storePersonBeliefs(
  trx: Trx,
  projectId: ProjectId,
  people: readonly PersonBelief[],
): Promise<void> {
  for (const person of people) {
    await trx
      .insertInto('person_beliefs')
      .values({
        project_id: projectId,
        person_id: person.personId,
        counts: person.counts,
      })
      .onConflict((conflict) =>
        conflict.columns(['project_id', 'person_id']).doUpdateSet({ counts: person.counts }),
      )
      .execute()
  }
}

/** Stores the outcome of a refit; from now on answers are read by it. */
export async function storeProjectBelief(trx: Trx, belief: ProjectBelief): Promise<void> {
  const values = {
    version: belief.version,
    state: belief.state,
    annotations: belief.annotations,
    last_annotation_id: belief.lastAnnotationId,
    refitted_at: belief.refittedAt,
  }
  await trx
    .insertInto('project_beliefs')
    .values({ project_id: belief.projectId, ...values })
    .onConflict((conflict) => conflict.column('project_id').doUpdateSet(values))
    .execute()
}

/** Items with answers that still take annotations, in the order of their ids, those after `after`. */
export async function openStartedItems(
  trx: Trx,
  page: { projectId: ProjectId; after: ItemId | null; size: number },
): Promise<ItemId[]> {
  const rows = await trx
    .selectFrom('items')
    .select('id')
    .where('project_id', '=', page.projectId)
    .where('started', '=', sql.lit(1))
    .where('open_slots', '>', sql.lit(0))
    .where('posterior', 'is not', null)
    .$if(page.after !== null, (query) => query.where('id', '>', page.after))
    .orderBy('id')
    .limit(page.size)
    .execute()
  return rows.map((row) => row.id)
}
