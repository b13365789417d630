import { sql } from 'kysely'
import type { AnnotationId, ItemId, PersonId, ProjectId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'

/** Retired the next time somebody looks: given to as many people as it may be. */
export async function wornGold(trx: Trx, projectId: ProjectId, limit: number): Promise<ItemId[]> {
  const rows = await trx
    .selectFrom('items')
    .select('id')
    .where('project_id', '=', projectId)
    .where('gold_state', '=', 'active')
    .whereRef('exposures', '>=', 'gold_cap')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** A decided item on which everybody agreed. */
export interface UnanimousItem {
  readonly itemId: ItemId
  readonly label: string
  readonly people: readonly PersonId[]
}

interface Window {
  readonly projectId: ProjectId
  /** Ordinals: from, exclusive, and to. */
  readonly after: number
  readonly upTo: number
  /** Annotations at least. */
  readonly answers: number
  /** Probability of the label at least. */
  readonly probability: number
}

/** The items of a part of a project that everybody labeled alike, that are believed to be so, and that were
 * never gold nor proposed. */
export async function unanimousItems(trx: Trx, window: Window): Promise<UnanimousItem[]> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('decisions', (join) =>
      join.onRef('decisions.item_id', '=', 'items.id').onRef('decisions.round', '=', 'items.round'),
    )
    .innerJoin('annotations', (join) =>
      join
        .onRef('annotations.item_id', '=', 'items.id')
        .onRef('annotations.round', '=', 'items.round')
        .on('annotations.counted', '=', 1),
    )
    .select(['items.id', 'decisions.label', 'annotations.person_id'])
    .where('items.project_id', '=', window.projectId)
    .where('items.ordinal', '>', window.after)
    .where('items.ordinal', '<=', window.upTo)
    .where('items.state', '=', 'decided')
    .where('items.gold_state', 'is', null)
    // What a group was shown tests nobody.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('group_posts')
            .select('group_posts.id')
            .whereRef('group_posts.item_id', '=', 'items.id'),
        ),
      ),
    )
    .where('items.belief_probability', '>=', window.probability)
    .whereRef('items.belief_label', '=', 'decisions.label')
    .where('decisions.total', '>=', window.answers)
    .whereRef('decisions.agree', '=', 'decisions.total')
    .execute()
  const found = new Map<ItemId, { label: string; people: Set<PersonId> }>()
  for (const { id, label, person_id: person } of rows) {
    const item = found.get(id) ?? { label, people: new Set() }
    found.set(id, item)
    item.people.add(person)
  }
  return [...found]
    .map(([itemId, { label, people }]) => ({ itemId, label, people: [...people] }))
    .filter(({ people }) => people.length >= window.answers)
}

/** An answer given to gold, with what is known of whoever gave it. */
export interface GoldAnswer {
  readonly itemId: ItemId
  readonly goldLabel: string
  readonly personId: PersonId
  readonly label: string
  /** JSON of what the latest refit knows of the person; null when it has not seen them. */
  readonly counts: string | null
}

/** Active gold items that were answered after annotation `after`, and the newest of those answers. */
export async function goldAnsweredSince(
  trx: Trx,
  page: { projectId: ProjectId; after: AnnotationId | null; limit: number },
): Promise<{ itemIds: ItemId[]; newest: AnnotationId | null }> {
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .select(['annotations.id', 'annotations.item_id', 'items.gold_state'])
    .where('annotations.project_id', '=', page.projectId)
    .where('annotations.on_gold', '=', sql.lit(1))
    .$if(page.after !== null, (query) => query.where('annotations.id', '>', page.after))
    .orderBy('annotations.id')
    .limit(page.limit)
    .execute()
  const active = rows.filter((row) => row.gold_state === 'active')
  return { itemIds: [...new Set(active.map((row) => row.item_id))], newest: rows.at(-1)?.id ?? null }
}

/** All answers to some gold items that were given since their label was last stated. */
export async function goldAnswers(trx: Trx, itemIds: readonly ItemId[]): Promise<GoldAnswer[]> {
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .innerJoin('gold_items', 'gold_items.item_id', 'annotations.item_id')
    .leftJoin('person_beliefs', (join) =>
      join
        .onRef('person_beliefs.project_id', '=', 'annotations.project_id')
        .onRef('person_beliefs.person_id', '=', 'annotations.person_id'),
    )
    .select(['annotations.item_id', 'annotations.person_id', 'annotations.label'])
    .select(['gold_items.label as gold_label', 'person_beliefs.counts'])
    .where(isOneOf(trx, 'annotations.item_id', itemIds))
    .where('annotations.on_gold', '=', 1)
    .where('items.gold_state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb('gold_items.changed_at', 'is', null),
        eb('annotations.created_at', '>=', eb.ref('gold_items.changed_at')),
      ]),
    )
    .orderBy('annotations.id')
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    goldLabel: row.gold_label,
    personId: row.person_id,
    label: row.label,
    counts: row.counts,
  }))
}

/** How far the gold of a project was checked. */
export async function goldCheckedTo(trx: Trx, projectId: ProjectId): Promise<AnnotationId | null> {
  const row = await trx
    .selectFrom('gold_checks')
    .select('last_annotation_id')
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return row?.last_annotation_id ?? null
}

export async function storeGoldCheckedTo(
  trx: Trx,
  projectId: ProjectId,
  annotationId: AnnotationId,
): Promise<void> {
  await trx
    .insertInto('gold_checks')
    .values({ project_id: projectId, last_annotation_id: annotationId })
    .onConflict((conflict) => conflict.column('project_id').doUpdateSet({ last_annotation_id: annotationId }))
    .execute()
}

/** Locks an item for a change of its gold until the transaction ends. */
export async function lockItem(trx: Trx, itemId: ItemId): Promise<void> {
  if (!locksRows(trx)) return
  await trx.selectFrom('items').select('id').where('id', '=', itemId).forNoKeyUpdate().execute()
}
