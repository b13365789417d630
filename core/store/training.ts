import { type ExpressionBuilder, sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { ItemId, PersonId, ProjectId } from '../ids.ts'
import { itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { Tables } from './schema.ts'

/** Two labels of a project of which a person is to be shown examples. */
export interface TrainingOffer {
  readonly id: string
  readonly projectId: ProjectId
  readonly personId: PersonId
  readonly truth: string
  readonly given: string
}

interface Key {
  readonly projectId: ProjectId
  readonly personId: PersonId
}

const countDown = hotQuery((db, { projectId, personId }: Key) =>
  db
    .updateTable('training_offers')
    .set((eb) => ({ answers_left: eb('answers_left', '-', 1) }))
    .where('person_id', '=', personId)
    .where('project_id', '=', projectId)
    .where('shown_at', 'is', null)
    .returning(['id', 'truth', 'given', 'answers_left']),
)

/** Notes that a person has answered once more in a project. Returns the offer that is due now, if there is one: one
 * statement, which finds nothing for nearly everybody. */
export async function countDownOffer(trx: Trx, key: Key): Promise<TrainingOffer | null> {
  const row = await countDown.first(trx, key)
  if (!row || row.answers_left > 0) return null
  return { ...key, id: row.id, truth: row.truth, given: row.given }
}

/** Stores that an offer was shown. */
export async function markShown(trx: Trx, id: string, at: Instant): Promise<void> {
  await trx.updateTable('training_offers').set({ shown_at: at }).where('id', '=', id).execute()
}

/** A person's offers in a project, newest first, the one that waits included. */
export async function latestOffers(
  trx: Trx,
  { projectId, personId }: Key,
  limit: number,
): Promise<{ truth: string; given: string; shownAt: Instant | null }[]> {
  const rows = await trx
    .selectFrom('training_offers')
    .select(['truth', 'given', 'shown_at'])
    .where('person_id', '=', personId)
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ truth: row.truth, given: row.given, shownAt: row.shown_at }))
}

/** Stores an offer to be shown after so many further answers; nothing when one waits already. */
export async function insertOffer(
  trx: Trx,
  offer: TrainingOffer & { answersLeft: number; createdAt: Instant },
): Promise<void> {
  await trx
    .insertInto('training_offers')
    .values({
      id: offer.id,
      project_id: offer.projectId,
      person_id: offer.personId,
      truth: offer.truth,
      given: offer.given,
      answers_left: offer.answersLeft,
      created_at: offer.createdAt,
      shown_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** An item that teaches, as its answer is no secret any more. */
export interface TeachingItem {
  readonly text: string
  readonly why: string | null
}

/** Retired gold items looked at for examples. */
const LOOKED_AT = 200

/** Retired gold whose label is known and that takes no more answers: those with a reason first, then those that most
 * people took for `given`. */
export async function teachingItems(
  trx: Trx,
  { projectId, truth, given, limit }: { projectId: ProjectId; truth: string; given: string; limit: number },
): Promise<TeachingItem[]> {
  const retired = trx
    .selectFrom('items')
    .innerJoin('gold_items', 'gold_items.item_id', 'items.id')
    .select(['items.id', 'items.content', 'gold_items.why'])
    .where('items.project_id', '=', projectId)
    .where('items.gold_state', '=', 'retired')
    .where('items.gold_label', '=', truth)
    .where('items.state', 'in', ['decided', 'expert'])
    .orderBy('gold_items.changed_at', 'desc')
    .limit(LOOKED_AT)
  const rows = await trx
    .selectFrom(retired.as('candidate'))
    .select(['candidate.content', 'candidate.why'])
    .orderBy(sql`case when candidate.why is null then 1 else 0 end`)
    .orderBy((eb) => timesGiven(eb, given), 'desc')
    .limit(limit)
    .execute()
  return rows.map(teachingItemOf)
}

/** Items that experts decided to be `truth`, with the latest reason one of them gave, those first that most people
 * took for `given`. Never active gold. */
export async function ruledItems(
  trx: Trx,
  { projectId, truth, given, limit }: { projectId: ProjectId; truth: string; given: string; limit: number },
): Promise<TeachingItem[]> {
  const ruled = trx
    .selectFrom('expert_cases')
    .innerJoin('items', 'items.id', 'expert_cases.item_id')
    .innerJoin('decisions', (join) =>
      join
        .onRef('decisions.item_id', '=', 'expert_cases.item_id')
        .onRef('decisions.round', '=', 'expert_cases.round'),
    )
    .select((eb) => [
      'items.id',
      'items.content',
      eb
        .selectFrom('rulings')
        .select('rulings.reason')
        .whereRef('rulings.item_id', '=', 'expert_cases.item_id')
        .whereRef('rulings.round', '=', 'expert_cases.round')
        .whereRef('rulings.label', '=', 'decisions.label')
        .orderBy('rulings.ruled_at', 'desc')
        .limit(1)
        .as('why'),
    ])
    .where('expert_cases.project_id', '=', projectId)
    .where('expert_cases.outcome', '=', 'decided')
    .where('decisions.label', '=', truth)
    .where((eb) => eb.or([eb('items.gold_state', 'is', null), eb('items.gold_state', '!=', 'active')]))
    .orderBy('expert_cases.closed_at', 'desc')
    .limit(LOOKED_AT)
  const rows = await trx
    .selectFrom(ruled.as('candidate'))
    .select(['candidate.content', 'candidate.why'])
    .where('candidate.why', 'is not', null)
    .orderBy((eb) => timesGiven(eb, given), 'desc')
    .limit(limit)
    .execute()
  return rows.map(teachingItemOf)
}

/** How many people gave an item this label. */
function timesGiven(
  eb: ExpressionBuilder<{ candidate: { id: ItemId } } & Tables, 'candidate'>,
  given: string,
) {
  return eb
    .selectFrom('annotations')
    .select((count) => count.fn.countAll().as('count'))
    .whereRef('annotations.item_id', '=', 'candidate.id')
    .where('annotations.label', '=', given)
}

function teachingItemOf(row: { content: string; why: string | null }): TeachingItem {
  return { text: itemContent.parse(JSON.parse(row.content)).text, why: row.why }
}
