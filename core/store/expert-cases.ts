import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { Flag } from './schema/values.ts'

/** An item that experts decide. */
export interface ExpertCase {
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly round: number
  readonly openedAt: Instant
}

/** decided: experts agreed; undecided: they said that it cannot be decided, or were silent too long. */
export type CaseOutcome = 'decided' | 'undecided'

/** What experts say of an item that can be answered in more than one way: nobody is wrong. */
export const UNCLEAR: unique symbol = Symbol('unclear')

/** What an expert says that an item is: a label of its project, unclear, or, null, nothing that can be judged. */
export type RuledLabel = string | typeof UNCLEAR | null

/** What one expert said. */
export interface Ruling {
  readonly itemId: ItemId
  readonly round: number
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly label: RuledLabel
  readonly reason: string
  readonly ruledAt: Instant
}

/** Literal: SQLite uses a partial index only when it can see its condition. */
const EXPERT = sql.lit('expert')

/** Opens a case for every item that waits for an expert and has none, at most `limit`. Returns them. */
export async function openMissingCases(trx: Trx, now: Instant, limit: number): Promise<ExpertCase[]> {
  const items = await trx
    .selectFrom('items')
    .leftJoin('expert_cases', 'expert_cases.item_id', 'items.id')
    .select(['items.id', 'items.project_id', 'items.round'])
    .where('items.state', '=', EXPERT)
    .where('expert_cases.item_id', 'is', null)
    .limit(limit)
    .execute()
  for (const { id, project_id, round } of items) {
    await trx
      .insertInto('expert_cases')
      .values({ item_id: id, project_id, round, opened_at: now, closed_at: null, outcome: null })
      .onConflict((conflict) => conflict.column('item_id').doNothing())
      .execute()
  }
  return items.map(({ id: itemId, project_id: projectId, round }) => ({
    itemId,
    projectId,
    round,
    openedAt: now,
  }))
}

/** Cases that nobody decided yet, the oldest first. */
export async function openCases(trx: Trx, limit: number): Promise<ExpertCase[]> {
  const rows = await trx
    .selectFrom('expert_cases')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('opened_at')
    .orderBy('item_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    projectId: row.project_id,
    round: row.round,
    openedAt: row.opened_at,
  }))
}

/** Ends a case; one that ended stays as it is. */
export async function closeCase(trx: Trx, itemId: ItemId, outcome: CaseOutcome, now: Instant): Promise<void> {
  await trx
    .updateTable('expert_cases')
    .set({ closed_at: now, outcome })
    .where('item_id', '=', itemId)
    .where('closed_at', 'is', null)
    .execute()
}

/** Stores what an expert said; whoever says it again changes their mind. */
export async function putRuling(trx: Trx, ruling: Ruling): Promise<void> {
  const { itemId, round, personId, accountId, label, reason, ruledAt } = ruling
  const isUnclear = label === UNCLEAR
  const said = {
    account_id: accountId,
    label: isUnclear ? null : label,
    unclear: (isUnclear ? 1 : 0) as Flag,
    reason,
    ruled_at: ruledAt,
  }
  await trx
    .insertInto('rulings')
    .values({ item_id: itemId, round, person_id: personId, ...said })
    .onConflict((conflict) => conflict.columns(['item_id', 'round', 'person_id']).doUpdateSet(said))
    .execute()
}

/** What experts said of an item in a round, in order. */
export async function rulingsOf(trx: Trx, itemId: ItemId, round: number): Promise<Ruling[]> {
  const rows = await trx
    .selectFrom('rulings')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('round', '=', round)
    .orderBy('ruled_at')
    .orderBy('person_id')
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    round: row.round,
    personId: row.person_id,
    accountId: row.account_id,
    label: row.unclear === 1 ? UNCLEAR : row.label,
    reason: row.reason,
    ruledAt: row.ruled_at,
  }))
}

/** Everybody who has ruled on cases that are open, with the item. */
export async function rulersOfOpenCases(trx: Trx): Promise<Pick<Ruling, 'itemId' | 'personId'>[]> {
  const rows = await trx
    .selectFrom('rulings')
    .innerJoin('expert_cases', 'expert_cases.item_id', 'rulings.item_id')
    .select(['rulings.item_id', 'rulings.person_id'])
    .where('expert_cases.closed_at', 'is', null)
    .execute()
  return rows.map((row) => ({ itemId: row.item_id, personId: row.person_id }))
}

/** Accounts of everybody who is an expert now. */
export async function expertAccounts(trx: Trx): Promise<{ accountId: AccountId; personId: PersonId }[]> {
  const rows = await trx
    .selectFrom('roles')
    .innerJoin('accounts', 'accounts.id', 'roles.account_id')
    .select(['accounts.id', 'accounts.person_id'])
    .where('roles.role', '=', 'expert')
    .where('accounts.merged_into', 'is', null)
    .execute()
  return rows.map((row) => ({ accountId: row.id, personId: row.person_id }))
}

/** Everybody who is an expert now. */
export async function expertPersons(trx: Trx): Promise<PersonId[]> {
  const rows = await trx
    .selectFrom('roles')
    .innerJoin('accounts', 'accounts.id', 'roles.account_id')
    .select('accounts.person_id')
    .distinct()
    .where('roles.role', '=', 'expert')
    .where('accounts.merged_into', 'is', null)
    .orderBy('accounts.person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

/** Whether the experts may say that an item is unclear, by which everybody is paid: while the ledger waits for their
 * verdict, unless somebody says that an answer to it is not theirs. */
export async function mayBeUnclear(trx: Trx, itemId: ItemId): Promise<boolean> {
  const row = await beforeExperts(trx, itemId).select('batch_items.not_mine').executeTakeFirst()
  return row?.not_mine === 0
}

/** Whether the ledger still waits for the experts' verdict on an item. */
export async function isBeforeExperts(trx: Trx, itemId: ItemId): Promise<boolean> {
  const row = await beforeExperts(trx, itemId).select('batches.id').executeTakeFirst()
  return row !== undefined
}

/** Until when the ledger waits for the experts' verdict on items; those for which it does not are left out. */
export async function ledgerDeadlines(
  trx: Trx,
  itemIds: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, Instant>> {
  if (itemIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .select(['batch_items.item_id', 'batches.ends_at'])
    .where('batch_items.item_id', 'in', itemIds)
    .where('batches.state', '=', 'experts')
    .where('batch_items.outcome', 'is', null)
    .execute()
  return new Map(rows.flatMap(({ item_id: id, ends_at: at }) => (at === null ? [] : [[id, at]])))
}

function beforeExperts(trx: Trx, itemId: ItemId) {
  return trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .where('batch_items.item_id', '=', itemId)
    .where('batches.state', '=', 'experts')
    .where('batch_items.outcome', 'is', null)
    .limit(1)
}
