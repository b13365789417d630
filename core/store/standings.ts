import { type Selectable, type SqlBool, sql } from 'kysely'
import type { PersonId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { StandingRow } from './schema/quality.ts'

/** What is known of how right a person is in a family of projects. */
export interface Standing {
  readonly family: string
  readonly personId: PersonId
  /** Right and wrong answers, of which older ones weigh less. */
  readonly right: number
  readonly wrong: number
  /** Answers that were judged, and those of them that were judged by gold. */
  readonly judged: number
  readonly judgedByGold: number
}

/** What a person is shown of their standing. */
export type ShownStanding = Pick<Standing, 'right' | 'wrong' | 'judged' | 'judgedByGold'>

/** Why a job is to look at a standing. */
export type Review = 'judged' | 'recompute'

/** One answer of a person, found right or wrong. */
export interface Judgement {
  readonly personId: PersonId
  readonly right: boolean
  /** How sure the judgement is, from 0 to 1. */
  readonly weight: number
  readonly byGold: boolean
}

interface Gains {
  readonly family: string
  /** JSON list of {personId, right, wrong, byGold}. */
  readonly rows: string
  /** What is left of earlier answers. */
  readonly kept: number
}

const add = hotQuery((db, { family, rows, kept }: Gains, locks) =>
  db
    .insertInto('standings')
    .columns(['family', 'person_id', 'right_weight', 'wrong_weight', 'judged', 'judged_by_gold', 'review'])
    .expression(
      db
        .selectFrom(given(rows, locks).as(sql`given`))
        .select([
          sql<string>`cast(${family} as text)`.as('family'),
          sql<PersonId>`given.value ->> 'personId'`.as('person_id'),
          sql<number>`cast(given.value ->> 'right' as double precision)`.as('right_weight'),
          sql<number>`cast(given.value ->> 'wrong' as double precision)`.as('wrong_weight'),
          sql<number>`1`.as('judged'),
          sql<number>`cast(given.value ->> 'byGold' as integer)`.as('judged_by_gold'),
          sql<string>`'judged'`.as('review'),
        ])
        // Without a condition SQLite would read "on conflict" as part of the join.
        .where(sql<SqlBool>`true`)
        .orderBy(sql`given.value ->> 'personId'`),
    )
    .onConflict((conflict) =>
      conflict.columns(['family', 'person_id']).doUpdateSet((eb) => ({
        right_weight: sql`standings.right_weight * ${double(kept)} + excluded.right_weight`,
        wrong_weight: sql`standings.wrong_weight * ${double(kept)} + excluded.wrong_weight`,
        judged: sql`standings.judged + 1`,
        judged_by_gold: sql`standings.judged_by_gold + excluded.judged_by_gold`,
        review: eb.fn.coalesce('standings.review', 'excluded.review'),
      })),
    ),
)

function given(rows: string, locks: boolean) {
  return locks ? sql`json_array_elements(cast(${rows} as json))` : sql`json_each(${rows})`
}

/** PostgreSQL would take an untyped parameter beside a double for something else. */
function double(value: number) {
  return sql`cast(${value} as double precision)`
}

const one = hotQuery((db, key: { family: string; personId: PersonId }) =>
  db
    .selectFrom('standings')
    .selectAll()
    .where('family', '=', key.family)
    .where('person_id', '=', key.personId),
)

/**
 * Adds judged answers of different people to what is known of them: one statement, in the order of their ids,
 * so that two transactions never wait for each other in a circle. `kept` is what a judged answer leaves of the
 * weight of those before it.
 */
export async function addJudgements(
  trx: Trx,
  family: string,
  judgements: readonly Judgement[],
  kept: number,
): Promise<void> {
  if (judgements.length === 0) return
  const rows = judgements.map(({ personId, right, weight, byGold }) => ({
    personId,
    right: right ? weight : 0,
    wrong: right ? 0 : weight,
    byGold: byGold ? 1 : 0,
  }))
  await add.run(trx, { family, rows: JSON.stringify(rows), kept })
}

/** What is known of a person in a family; null before their first judged answer. */
export async function findStanding(trx: Trx, family: string, personId: PersonId): Promise<Standing | null> {
  const row = await one.first(trx, { family, personId })
  return row ? standingOf(row) : null
}

/** What a person is shown of their standings, by family; families with nothing to show yet are left out. */
export async function shownStandings(trx: Trx, personId: PersonId): Promise<Map<string, ShownStanding>> {
  const rows = await trx
    .selectFrom('standings')
    .select(['family', 'shown'])
    .where('person_id', '=', personId)
    .execute()
  return new Map(
    rows.flatMap(({ family, shown }) =>
      shown === null ? [] : [[family, JSON.parse(shown) as ShownStanding]],
    ),
  )
}

/** What is known of everybody in a family. */
export async function standingsOfFamily(trx: Trx, family: string): Promise<Standing[]> {
  const rows = await trx.selectFrom('standings').selectAll().where('family', '=', family).execute()
  return rows.map(standingOf)
}

/** A standing as a job looks at it. */
export interface ReviewedStanding extends Standing {
  readonly review: Review
  readonly shown: ShownStanding | null
}

/** A standing that wants a look, locked on PostgreSQL; null when there is none that nobody else looks at. */
export async function nextReview(trx: Trx): Promise<ReviewedStanding | null> {
  const row = await trx
    .selectFrom('standings')
    .selectAll()
    .where('review', 'is not', null)
    .limit(1)
    .$if(locksRows(trx), (query) => query.forUpdate().skipLocked())
    .executeTakeFirst()
  if (!row) return null
  const shown = row.shown === null ? null : (JSON.parse(row.shown) as ShownStanding)
  return { ...standingOf(row), review: row.review as Review, shown }
}

/** Notes that a standing, which the transaction holds, has been looked at, and what the person is shown of it. */
export async function endReview(
  trx: Trx,
  { family, personId }: Standing,
  shown: ShownStanding | null,
): Promise<void> {
  await trx
    .updateTable('standings')
    .set({ review: null, shown: shown && JSON.stringify(shown) })
    .where('family', '=', family)
    .where('person_id', '=', personId)
    .execute()
}

/** Has a job look at everything that is known of a person. */
export async function wantReview(trx: Trx, personId: PersonId): Promise<void> {
  await trx
    .updateTable('standings')
    .set({ review: 'judged' })
    .where('person_id', '=', personId)
    .where('review', 'is', null)
    .execute()
}

/** Stores what was computed anew of a person, over what was there; it then wants a look. */
export async function storeStanding(trx: Trx, standing: Standing): Promise<void> {
  const values = {
    right_weight: standing.right,
    wrong_weight: standing.wrong,
    judged: standing.judged,
    judged_by_gold: standing.judgedByGold,
    review: 'judged',
  }
  await trx
    .insertInto('standings')
    .values({ family: standing.family, person_id: standing.personId, ...values })
    .onConflict((conflict) => conflict.columns(['family', 'person_id']).doUpdateSet(values))
    .execute()
}

/** Forgets a person's standings and names the families; they became somebody else. */
export async function takeStandings(trx: Trx, personId: PersonId): Promise<string[]> {
  const rows = await trx
    .deleteFrom('standings')
    .where('person_id', '=', personId)
    .returning('family')
    .execute()
  return rows.map((row) => row.family)
}

function standingOf(row: Omit<Selectable<StandingRow>, 'shown' | 'review'>): Standing {
  return {
    family: row.family,
    personId: row.person_id,
    right: row.right_weight,
    wrong: row.wrong_weight,
    judged: row.judged,
    judgedByGold: row.judged_by_gold,
  }
}
