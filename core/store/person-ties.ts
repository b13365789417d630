import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'

/** funding: their wallets got tokens from one address, or from one another; wallet: an address was linked by one after
 * the other; invite: one brought the other into a community; votes: they agree far beyond chance. */
export type TieKind = 'funding' | 'wallet' | 'invite' | 'votes'

/** Evidence that two people act together. */
export interface PersonTie {
  readonly people: readonly [PersonId, PersonId]
  readonly kind: TieKind
  /** Of funding and wallet the address, of invite the platform, of votes the project. */
  readonly detail: string
}

/** Stores ties of different people; what is known, or was cleared by a moderator, stays as it is. */
export async function insertTies(trx: Trx, ties: readonly PersonTie[], foundAt: Instant): Promise<void> {
  for (const { people, kind, detail } of ties) {
    const [one, other] = people.toSorted() as [PersonId, PersonId]
    if (one === other) continue
    await trx
      .insertInto('person_ties')
      .values({ one_person: one, other_person: other, kind, detail, state: 'found', found_at: foundAt })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** found: nothing has followed from it yet; linked: the two count as one; told: and moderators know. */
type TieState = 'found' | 'linked' | 'told'

/** Ties in a state from which something is to follow, the oldest first. */
export async function tiesToTend(
  trx: Trx,
  state: Exclude<TieState, 'told'>,
  limit: number,
): Promise<PersonTie[]> {
  const rows = await trx
    .selectFrom('person_ties')
    .select(['one_person', 'other_person', 'kind', 'detail'])
    // Literal: SQLite uses a partial index only when it can see its condition.
    .where('state', '=', sql.lit(state))
    .orderBy('found_at')
    .orderBy('one_person')
    .orderBy('other_person')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    people: [row.one_person, row.other_person],
    kind: row.kind as TieKind,
    detail: row.detail,
  }))
}

/** Takes a tie from one state to the next. False, and nothing stored, when a moderator or somebody else was first. */
export async function moveTie(
  trx: Trx,
  { people, kind }: PersonTie,
  { from, to }: { readonly from: TieState; readonly to: TieState },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('person_ties')
    .set({ state: to })
    .where('one_person', '=', people[0])
    .where('other_person', '=', people[1])
    .where('kind', '=', kind)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A moderator knows better: nothing that ties a person to these others links them again. */
export async function clearTies(trx: Trx, personId: PersonId, others: readonly PersonId[]): Promise<void> {
  await trx
    .updateTable('person_ties')
    .set({ state: 'cleared' })
    .where((eb) =>
      eb.or([
        eb.and([eb('one_person', '=', personId), isOneOf(trx, 'other_person', others)]),
        eb.and([eb('other_person', '=', personId), isOneOf(trx, 'one_person', others)]),
      ]),
    )
    .execute()
}

/** Two people have become one: what tied others to either ties them to the one who stays. */
export async function moveTies(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  const rows = await trx
    .deleteFrom('person_ties')
    .where((eb) => eb.or([eb('one_person', '=', from), eb('other_person', '=', from)]))
    .returningAll()
    .execute()
  for (const row of rows) {
    const mate = row.one_person === from ? row.other_person : row.one_person
    if (mate === into) continue
    const [one, other] = [into, mate].toSorted() as [PersonId, PersonId]
    await trx
      .insertInto('person_ties')
      .values({ ...row, one_person: one, other_person: other })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
