import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** An item that experts decide. */
export interface ExpertCase {
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly round: number
  readonly openedAt: Instant
}

/** decided: experts agreed; undecided: they said that it cannot be decided, or were silent too long. */
export type CaseOutcome = 'decided' | 'undecided'

/** What one expert said; a null label: it cannot be decided. */
export interface Ruling {
  readonly itemId: ItemId
  readonly round: number
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly label: string | null
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
  const said = { account_id: accountId, label, reason, ruled_at: ruledAt }
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
    label: row.label,
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

/** Whether the ledger still waits for the experts' verdict on an item. */
export async function isBeforeExperts(trx: Trx, itemId: ItemId): Promise<boolean> {
  const row = await trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .select('batches.id')
    .where('batch_items.item_id', '=', itemId)
    .where('batches.state', '=', 'experts')
    .where('batch_items.outcome', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
