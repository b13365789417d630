import type { Instant } from '../clock.ts'
import type { ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Somebody says that a known answer is wrong. */
export interface GoldObjection {
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly personId: PersonId
  /** What they say it is. */
  readonly label: string
}

/** Stores an objection; false when this person has objected to the item before, however that ended. */
export async function insertObjection(trx: Trx, objection: GoldObjection, at: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('gold_objections')
    .values({
      item_id: objection.itemId,
      project_id: objection.projectId,
      person_id: objection.personId,
      label: objection.label,
      created_at: at,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.columns(['item_id', 'person_id']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Who objects to an item and waits for an answer, first come first. */
export async function openObjections(trx: Trx, itemId: ItemId): Promise<GoldObjection[]> {
  const rows = await trx
    .selectFrom('gold_objections')
    .select(['item_id', 'project_id', 'person_id', 'label'])
    .where('item_id', '=', itemId)
    .where('settled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('person_id')
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    projectId: row.project_id,
    personId: row.person_id,
    label: row.label,
  }))
}

/** Notes that the answer of an item was stated after people had objected. */
export async function settleObjections(trx: Trx, itemId: ItemId, at: Instant): Promise<void> {
  await trx
    .updateTable('gold_objections')
    .set({ settled_at: at })
    .where('item_id', '=', itemId)
    .where('settled_at', 'is', null)
    .execute()
}

/** Gives a person's objections to the person they became; of two to one item, one stays. */
export async function moveObjections(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  const twice = trx.selectFrom('gold_objections').select('item_id').where('person_id', '=', into)
  await trx
    .deleteFrom('gold_objections')
    .where('person_id', '=', from)
    .where('item_id', 'in', twice)
    .execute()
  await trx.updateTable('gold_objections').set({ person_id: into }).where('person_id', '=', from).execute()
}

/** The label a person gave to an item last, when they practised on it or else when they worked; null when they
 * never had it. */
export async function lastLabelOf(trx: Trx, itemId: ItemId, personId: PersonId): Promise<string | null> {
  const practised = await trx
    .selectFrom('practice_answers')
    .select('label')
    .where('person_id', '=', personId)
    .where('item_id', '=', itemId)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (practised) return practised.label
  const answered = await trx
    .selectFrom('annotations')
    .select('label')
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .where('on_gold', '=', 1)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return answered?.label ?? null
}
