import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, ItemId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'

/** A round of an item that waits for whoever was rejected in the one before. */
export interface Resubmission {
  readonly itemId: ItemId
  readonly round: number
  /** From then on others may answer. */
  readonly untilAt: Instant
}

/** Literal: SQLite uses a partial index only when it can see its condition. */
const OFFERED = sql.lit('offered')

/** Keeps a round of a locked item, which has just begun, for one account: nobody else is given it. */
export async function offerResubmission(
  trx: Trx,
  { itemId, round, untilAt }: Resubmission,
  accountId: AccountId,
): Promise<void> {
  await trx.updateTable('items').set({ wanted: 0, open_slots: 0 }).where('id', '=', itemId).execute()
  await trx
    .insertInto('resubmissions')
    .values({ item_id: itemId, round, account_id: accountId, until_at: untilAt, state: 'offered' })
    .execute()
}

/** Items that wait for a person, the first to end first. */
export async function resubmissionsOf(trx: Trx, personId: PersonId, now: Instant): Promise<Resubmission[]> {
  const rows = await trx
    .selectFrom('resubmissions')
    .innerJoin('accounts', 'accounts.id', 'resubmissions.account_id')
    .select(['item_id', 'round', 'until_at'])
    .where('accounts.person_id', '=', personId)
    .where('resubmissions.state', '=', OFFERED)
    .where('until_at', '>', now)
    .orderBy('until_at')
    .execute()
  return rows.map((row) => ({ itemId: row.item_id, round: row.round, untilAt: row.until_at }))
}

/** How often an item was kept for a person. */
export async function countResubmissions(trx: Trx, itemId: ItemId, personId: PersonId): Promise<number> {
  const row = await trx
    .selectFrom('resubmissions')
    .innerJoin('accounts', 'accounts.id', 'resubmissions.account_id')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('item_id', '=', itemId)
    .where('accounts.person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Those for which the time is over, the oldest first. */
export async function lapsedResubmissions(trx: Trx, now: Instant, limit: number): Promise<Resubmission[]> {
  const rows = await trx
    .selectFrom('resubmissions')
    .select(['item_id', 'round', 'until_at'])
    .where('state', '=', OFFERED)
    .where('until_at', '<=', now)
    .orderBy('until_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ itemId: row.item_id, round: row.round, untilAt: row.until_at }))
}

/** Ends the waiting of a locked item: its round has one slot, which is taken at once or open to others. */
export async function endResubmission(
  trx: Trx,
  { itemId, round }: Pick<Resubmission, 'itemId' | 'round'>,
  state: 'taken' | 'over',
): Promise<void> {
  await trx
    .updateTable('resubmissions')
    .set({ state })
    .where('item_id', '=', itemId)
    .where('round', '=', round)
    .where('state', '=', OFFERED)
    .execute()
  await trx
    .updateTable('items')
    .set({ wanted: 1, open_slots: state === 'taken' ? 0 : 1 })
    .where('id', '=', itemId)
    .where('round', '=', round)
    .where('state', '=', 'open')
    .where('wanted', '=', 0)
    .execute()
}
