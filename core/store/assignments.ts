import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, AssignmentId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Item, ItemState } from '../items/item.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { Round } from './rounds.ts'

/** leased: being answered; answered; skipped: the person could not tell; expired: its slot went to others,
 * though a late answer is still taken; released: taken back because two accounts became one person. */
export type AssignmentState = 'leased' | 'answered' | 'skipped' | 'expired' | 'released'

/** annotator: answers first; validator: was drawn to answer the same item blind. */
/** trainee: practised on it. */
export type AssignmentRole = 'annotator' | 'validator' | 'trainee'

/** An item leased to one person until a deadline. */
export interface Assignment {
  readonly id: AssignmentId
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly round: number
  readonly role: AssignmentRole
  readonly state: AssignmentState
  readonly leasedAt: Instant
  readonly deadline: Instant
}

/** An assignment with its item and where the item stands. */
export interface AssignedItem {
  readonly assignment: Assignment
  readonly item: Item
  readonly round: Round
  /** The known label while the item is active gold; apart from the item, so that no screen shows it. */
  readonly gold: string | null
}

/** Literal, not a parameter: SQLite uses a partial index only when it can see its condition. */
export const LEASED = sql.lit('leased')

const byId = hotQuery((db, { id }: { id: AssignmentId }) =>
  db
    .selectFrom('assignments')
    .innerJoin('items', 'items.id', 'assignments.item_id')
    .selectAll('assignments')
    .select([
      'items.external_id',
      'items.content',
      'items.state as item_state',
      'items.round as item_round',
      'items.wanted',
      'items.gold_state',
      'items.gold_label',
      'items.open_slots',
    ])
    .where('assignments.id', '=', id),
)

const insert = hotQuery((db, lease: Assignment) =>
  db.insertInto('assignments').values({
    id: lease.id,
    project_id: lease.projectId,
    item_id: lease.itemId,
    account_id: lease.accountId,
    person_id: lease.personId,
    role: lease.role,
    round: lease.round,
    state: lease.state,
    skip_reason: null,
    leased_at: lease.leasedAt,
    deadline: lease.deadline,
    closed_at: null,
  }),
)

interface Closing {
  readonly id: AssignmentId
  readonly state: AssignmentState
  readonly reason: string | null
  readonly closedAt: Instant
}

const close = hotQuery((db, closing: Closing) =>
  db
    .updateTable('assignments')
    .set({ state: closing.state, skip_reason: closing.reason, closed_at: closing.closedAt })
    .where('id', '=', closing.id),
)

const renew = hotQuery((db, lease: { id: AssignmentId; deadline: Instant }) =>
  db
    .updateTable('assignments')
    .set({ deadline: lease.deadline })
    .where('id', '=', lease.id)
    .where('state', '=', LEASED),
)

/** The assignment with its item, or null. Lock the item first: its lock guards its assignments. */
export async function findAssignment(trx: Trx, id: AssignmentId): Promise<AssignedItem | null> {
  const row = await byId.first(trx, { id })
  if (!row) return null
  const itemState = row.item_state as ItemState
  const { item_id: itemId, project_id: projectId } = row
  return {
    assignment: {
      id: row.id,
      projectId,
      itemId,
      accountId: row.account_id,
      personId: row.person_id,
      round: row.round,
      role: row.role as AssignmentRole,
      state: row.state as AssignmentState,
      leasedAt: row.leased_at,
      deadline: row.deadline,
    },
    item: {
      id: itemId,
      projectId,
      externalId: row.external_id,
      content: JSON.parse(row.content),
      state: itemState,
    },
    round: {
      itemId,
      projectId,
      number: row.item_round,
      itemState,
      wanted: row.wanted,
      openSlots: row.open_slots,
    },
    gold: row.gold_state === 'active' ? row.gold_label : null,
  }
}

/** Stores a lease. A second one for the same item and person, or the same account, is refused by the
 * database: claims never ask for it. */
export async function insertAssignment(trx: Trx, lease: Assignment): Promise<void> {
  await insert.run(trx, lease)
}

/** Ends an assignment whose item is locked. */
export async function closeAssignment(
  trx: Trx,
  id: AssignmentId,
  end: { state: AssignmentState; reason?: string; closedAt: Instant },
): Promise<void> {
  await close.run(trx, { id, state: end.state, reason: end.reason ?? null, closedAt: end.closedAt })
}

/** Everybody who was ever given an item, in any role. */
export async function personsGivenItem(trx: Trx, itemId: ItemId): Promise<PersonId[]> {
  const rows = await trx.selectFrom('assignments').select('person_id').where('item_id', '=', itemId).execute()
  return rows.map((row) => row.person_id)
}

/** Everybody who was ever given an item, and everybody in the clusters of these people: whoever may not have it
 * any more. */
export async function personsOfItem(trx: Trx, itemId: ItemId): Promise<PersonId[]> {
  const rows = await trx
    .selectFrom('assignments')
    .leftJoin('person_clusters as own', 'own.person_id', 'assignments.person_id')
    .leftJoin('person_clusters as mate', 'mate.cluster_id', 'own.cluster_id')
    .select(['assignments.person_id', 'mate.person_id as mate_id'])
    .where('assignments.item_id', '=', itemId)
    .execute()
  return [...new Set(rows.flatMap((row) => [row.person_id, ...(row.mate_id === null ? [] : [row.mate_id])]))]
}

/** By what a person was given an item in a round; null when they were not. */
export async function assignmentInRound(
  trx: Trx,
  { itemId, personId, round }: Pick<Assignment, 'itemId' | 'personId' | 'round'>,
): Promise<AssignmentId | null> {
  const row = await trx
    .selectFrom('assignments')
    .select('id')
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .where('round', '=', round)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Gives a live lease a new deadline; false when it ended meanwhile. */
export async function renewLease(trx: Trx, id: AssignmentId, deadline: Instant): Promise<boolean> {
  return (await renew.run(trx, { id, deadline })) === 1
}

/** Whether a person was ever given an item of a project. */
export async function hasWorkedOn(
  trx: Trx,
  { personId, projectId }: { personId: PersonId; projectId: ProjectId },
): Promise<boolean> {
  const row = await trx
    .selectFrom('assignments')
    .select('id')
    .where('person_id', '=', personId)
    .where('project_id', '=', projectId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Leases past their deadline, the oldest first. */
export async function lapsedLeases(trx: Trx, now: Instant, limit: number): Promise<AssignmentId[]> {
  const rows = await trx
    .selectFrom('assignments')
    .select('id')
    .where('state', '=', LEASED)
    .where('deadline', '<=', now)
    .orderBy('deadline')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Live leases of two people about to become one: all of `leaving`'s, and `staying`'s on items that
 * `leaving` had too. Ordered by item, the order in which items are locked. */
export async function leasesToRelease(
  trx: Trx,
  leaving: PersonId,
  staying: PersonId,
): Promise<AssignmentId[]> {
  const rows = await trx
    .selectFrom('assignments')
    .select('id')
    .where('state', '=', LEASED)
    .where((eb) =>
      eb.or([
        eb('person_id', '=', leaving),
        eb.and([
          eb('person_id', '=', staying),
          eb.exists(
            eb
              .selectFrom('assignments as other')
              .select('other.id')
              .whereRef('other.item_id', '=', 'assignments.item_id')
              .where('other.person_id', '=', leaving),
          ),
        ]),
      ]),
    )
    .orderBy('item_id')
    .execute()
  return rows.map((row) => row.id)
}
