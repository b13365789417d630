import type { ExpressionBuilder } from 'kysely'
import type { Instant } from '../clock.ts'
import {
  type AccountId,
  type AssignmentId,
  type ItemId,
  newId,
  type PersonId,
  type ProjectId,
} from '../ids.ts'
import { itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import type { Tables } from './schema.ts'

/** An item with a known answer that newcomers practise on. */
export interface PracticeItem {
  readonly itemId: ItemId
  readonly text: string
  readonly label: string
  readonly why: string | null
}

/** Items looked at to choose one. */
const LOOKED_AT = 200

/** Retired gold whose answer is known: set aside for practice, or done with. */
const isPractice = (eb: ExpressionBuilder<Tables, 'items' | 'gold_items'>) =>
  eb.and([
    eb('items.gold_state', '=', 'retired'),
    eb('items.gold_label', 'is not', null),
    eb.or([eb('gold_items.reason', '=', 'practice'), eb('items.state', 'in', ['decided', 'expert'])]),
  ])

/** The condition that a person never had an item to label. */
const neverLabeled = (eb: ExpressionBuilder<Tables, 'items' | 'gold_items'>, personId: PersonId) =>
  eb.not(
    eb.exists(
      eb
        .selectFrom('assignments')
        .select('assignments.id')
        .whereRef('assignments.item_id', '=', 'items.id')
        .where('assignments.person_id', '=', personId)
        .where('assignments.role', '!=', 'trainee'),
    ),
  )

/** How many items of a project one may practise on, or this person may, at most `limit`. */
export async function countPracticeItems(
  trx: Trx,
  projectId: ProjectId,
  limit: number,
  personId: PersonId | null = null,
): Promise<number> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('gold_items', 'gold_items.item_id', 'items.id')
    .select('items.id')
    .where('items.project_id', '=', projectId)
    .where(isPractice)
    .$if(personId !== null, (query) => query.where((eb) => neverLabeled(eb, personId as PersonId)))
    .limit(limit)
    .execute()
  return rows.length
}

/** Items that a person may practise on in an attempt: none they answered in it, nor ever had to label. */
export async function practiceItemsFor(
  trx: Trx,
  asked: { projectId: ProjectId; personId: PersonId; attempt: number },
): Promise<PracticeItem[]> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('gold_items', 'gold_items.item_id', 'items.id')
    .select(['items.id', 'items.content', 'items.gold_label', 'gold_items.why'])
    .where('items.project_id', '=', asked.projectId)
    .where(isPractice)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('practice_answers')
            .select('practice_answers.label')
            .whereRef('practice_answers.item_id', '=', 'items.id')
            .where('practice_answers.person_id', '=', asked.personId)
            .where('practice_answers.attempt', '=', asked.attempt),
        ),
      ),
    )
    .where((eb) => neverLabeled(eb, asked.personId))
    .orderBy('items.ordinal')
    .limit(LOOKED_AT)
    .execute()
  return rows.map((row) => ({
    itemId: row.id,
    text: itemContent.parse(JSON.parse(row.content)).text,
    label: row.gold_label ?? '',
    why: row.why,
  }))
}

/** An answer somebody practised with. */
export interface PracticeAnswer {
  readonly attempt: number
  readonly itemId: ItemId
  /** The known one as it is now; null while it is in doubt. */
  readonly truth: string | null
  readonly isRight: boolean
  readonly at: Instant
}

/** All that a person practised in a project, oldest first. */
export async function practiceAnswers(
  trx: Trx,
  { projectId, personId }: { projectId: ProjectId; personId: PersonId },
): Promise<PracticeAnswer[]> {
  const rows = await trx
    .selectFrom('practice_answers')
    .innerJoin('items', 'items.id', 'practice_answers.item_id')
    .select([
      'practice_answers.attempt',
      'practice_answers.item_id',
      'practice_answers.label',
      'practice_answers.answered_at',
    ])
    .select('items.gold_label')
    .where('practice_answers.person_id', '=', personId)
    .where('practice_answers.project_id', '=', projectId)
    .orderBy('practice_answers.attempt')
    .orderBy('practice_answers.id')
    .execute()
  return rows.map((row) => ({
    attempt: row.attempt,
    itemId: row.item_id,
    truth: row.gold_label,
    isRight: row.label === row.gold_label,
    at: row.answered_at,
  }))
}

/** What each person said who practised on an item, the last time they did. */
export async function practisedOn(trx: Trx, itemId: ItemId): Promise<Map<PersonId, string>> {
  const rows = await trx
    .selectFrom('practice_answers')
    .select(['person_id', 'label'])
    .where('item_id', '=', itemId)
    .orderBy('attempt')
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.label]))
}

interface NewAnswer {
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly attempt: number
  readonly label: string
  readonly isRight: boolean
  readonly at: Instant
}

/** Stores a practice answer, and that the person had the item: they never get it to label. False, and nothing
 * stored, when they had answered it in this attempt. */
export async function insertPracticeAnswer(trx: Trx, answer: NewAnswer): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('practice_answers')
    .values({
      id: newId(),
      person_id: answer.personId,
      project_id: answer.projectId,
      item_id: answer.itemId,
      attempt: answer.attempt,
      label: answer.label,
      is_right: answer.isRight ? 1 : 0,
      answered_at: answer.at,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'item_id', 'attempt']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await trx
    .insertInto('assignments')
    .values({
      id: newId<AssignmentId>(),
      project_id: answer.projectId,
      item_id: answer.itemId,
      account_id: answer.accountId,
      person_id: answer.personId,
      role: 'trainee',
      round: 0,
      state: 'answered',
      skip_reason: null,
      leased_at: answer.at,
      deadline: answer.at,
      closed_at: answer.at,
    })
    .onConflict((conflict) => conflict.columns(['item_id', 'person_id', 'round']).doNothing())
    .execute()
  // Of items that nobody began, a claim does not ask who had them.
  await trx.updateTable('items').set({ started: 1 }).where('id', '=', answer.itemId).execute()
  return true
}

/** Gives what a person practised to the person they became; where both practised on an item, one answer stays. */
export async function movePractice(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  await trx
    .updateTable('practice_answers')
    .set({ person_id: into })
    .where('person_id', '=', from)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('practice_answers as other')
            .select('other.label')
            .whereRef('other.item_id', '=', 'practice_answers.item_id')
            .whereRef('other.attempt', '=', 'practice_answers.attempt')
            .where('other.person_id', '=', into),
        ),
      ),
    )
    .execute()
}

/** Active gold that nobody was given yet, for setting some aside. */
export async function unseenGold(
  trx: Trx,
  projectId: ProjectId,
  limit: number,
): Promise<{ itemId: ItemId; label: string }[]> {
  const rows = await trx
    .selectFrom('items')
    .select(['id', 'gold_label'])
    .where('project_id', '=', projectId)
    .where('gold_state', '=', 'active')
    .where('exposures', '=', 0)
    .orderBy('ordinal')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ itemId: row.id, label: row.gold_label ?? '' }))
}
