import { type ExpressionBuilder, sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import type { Tables } from './schema.ts'

/** True while a project has an item to give that is no active gold. */
export async function hasOrdinaryWork(trx: Trx, projectId: ProjectId): Promise<boolean> {
  const row = await trx
    .selectFrom('items')
    .select('id')
    .where('project_id', '=', projectId)
    .where('open_slots', '>', sql.lit(0))
    .where((eb) => eb.or([eb('gold_state', 'is', null), eb('gold_state', '!=', 'active')]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many active gold items of a project may be given to somebody right now. */
export async function countOpenGold(trx: Trx, projectId: ProjectId): Promise<number> {
  const row = await trx
    .selectFrom('items')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('project_id', '=', projectId)
    .where('gold_state', '=', sql.lit('active'))
    .where('open_slots', '>', sql.lit(0))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Decided gold items that `people` more may be given, those given to fewest first. */
export async function decidedGold(
  trx: Trx,
  asked: { projectId: ProjectId; people: number; limit: number },
): Promise<ItemId[]> {
  const rows = await trx
    .selectFrom('items')
    .select('id')
    .where('project_id', '=', asked.projectId)
    .where('gold_state', '=', 'active')
    .where('state', '=', 'decided')
    .where('exposures', '<=', (eb) => eb('gold_cap', '-', asked.people))
    .orderBy('exposures')
    .orderBy('ordinal')
    .limit(asked.limit)
    .execute()
  return rows.map((row) => row.id)
}

/** The people behind a project's latest `answers` answers, as far as those came since `since`, who were judged
 * by gold fewer than `judged` times. */
export async function peopleToTest(
  trx: Trx,
  asked: { projectId: ProjectId; family: string; since: Instant; judged: number; answers: number },
): Promise<PersonId[]> {
  const latest = await trx
    .selectFrom('annotations')
    .select(['person_id', 'created_at'])
    .where('project_id', '=', asked.projectId)
    .orderBy('id', 'desc')
    .limit(asked.answers)
    .execute()
  const recent = latest.filter((row) => row.created_at >= asked.since)
  const people = [...new Set(recent.map((row) => row.person_id))]
  const known = await trx
    .selectFrom('standings')
    .select('person_id')
    .where('family', '=', asked.family)
    .where('judged_by_gold', '>=', asked.judged)
    .where(isOneOf(trx, 'person_id', people))
    .execute()
  const tested = new Set(known.map((row) => row.person_id))
  return people.filter((person) => !tested.has(person))
}

/** How many of these people never had the item. */
export async function countUnseen(trx: Trx, itemId: ItemId, people: readonly PersonId[]): Promise<number> {
  const row = await trx
    .selectFrom('assignments')
    .select((eb) => eb.fn.count<string | number>('person_id').distinct().as('count'))
    .where('item_id', '=', itemId)
    .where(isOneOf(trx, 'person_id', people))
    .executeTakeFirstOrThrow()
  return people.length - Number(row.count)
}

/** Opens the next round of a decided gold item, for so many people. False when it is not decided any more. */
export async function openGoldRound(trx: Trx, itemId: ItemId, wanted: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('items')
    .set((eb) => ({ round: eb('round', '+', 1), wanted, open_slots: wanted, state: 'open', closed_at: null }))
    .where('id', '=', itemId)
    .where('state', '=', 'decided')
    .where('gold_state', '=', 'active')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Gold items in a further round that nobody was given yet. */
export async function idleGoldRounds(trx: Trx, projectId: ProjectId, limit: number): Promise<ItemId[]> {
  const rows = await trx
    .selectFrom('items')
    .select('id')
    .where('project_id', '=', projectId)
    .where('gold_state', 'is not', null)
    .where(isIdleFurtherRound)
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Takes back a round that nobody was given: the item is as decided as it was. The item must be locked. False
 * when it has become somebody's. */
export async function closeGoldRound(trx: Trx, itemId: ItemId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('items')
    .set((eb) => ({ round: eb('round', '-', 1), open_slots: 0, state: 'decided', closed_at: at }))
    .where('id', '=', itemId)
    .where(isIdleFurtherRound)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Open for a round after a decided one, and nobody was given it in this round. */
function isIdleFurtherRound(eb: ExpressionBuilder<Tables, 'items'>) {
  return eb.and([
    eb('items.state', '=', 'open'),
    eb.exists(
      eb
        .selectFrom('decisions')
        .select('decisions.id')
        .whereRef('decisions.item_id', '=', 'items.id')
        .where('decisions.round', '=', (inner) => inner('items.round', '-', 1)),
    ),
    eb.not(
      eb.exists(
        eb
          .selectFrom('assignments')
          .select('assignments.id')
          .whereRef('assignments.item_id', '=', 'items.id')
          .whereRef('assignments.round', '=', 'items.round'),
      ),
    ),
  ])
}
