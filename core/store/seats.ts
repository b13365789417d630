import type { AccountId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { SeatRow } from './schema/batches.ts'

/** Whose seat it is. */
export interface SeatOwner {
  readonly accountId: AccountId
  readonly personId: PersonId
}

/** A validator's seat. */
export interface Seat {
  readonly seat: number
  readonly ledgerAccount: number
  readonly stakeWei: bigint
  readonly state: 'taken' | 'leaving' | 'left'
}

/** Stores a seat as the ledger has it now. */
export async function putSeat(trx: Trx, { seat, ledgerAccount, stakeWei, state }: Seat): Promise<void> {
  const row = { ledger_account: ledgerAccount, stake_wei: String(stakeWei), state }
  await trx
    .insertInto('seats')
    .values({ seat, ...row })
    .onConflict((conflict) => conflict.column('seat').doUpdateSet(row))
    .execute()
}

/** The seat with this index, or null. */
export async function findSeat(trx: Trx, seat: number): Promise<Seat | null> {
  const row = await trx.selectFrom('seats').selectAll().where('seat', '=', seat).executeTakeFirst()
  return row ? seatOf(row) : null
}

/** The seat of an account, or null. */
export async function seatOfAccount(trx: Trx, accountId: AccountId): Promise<Seat | null> {
  const row = await trx
    .selectFrom('seats')
    .innerJoin('wallets', 'wallets.ledger_account', 'seats.ledger_account')
    .selectAll('seats')
    .where('wallets.account_id', '=', accountId)
    .where('seats.state', '!=', 'left')
    .executeTakeFirst()
  return row ? seatOf(row) : null
}

/** Owners we know of seats, by seat; other seats are left out. An account that was joined to another one is
 * answered for by that one. */
export async function ownersOfSeats(trx: Trx): Promise<ReadonlyMap<number, SeatOwner>> {
  const rows = await trx
    .selectFrom('seats')
    .innerJoin('wallets', 'wallets.ledger_account', 'seats.ledger_account')
    .innerJoin('accounts', 'accounts.id', 'wallets.account_id')
    .select(['seats.seat', 'accounts.id', 'accounts.person_id'])
    .where('seats.state', '!=', 'left')
    .execute()
  return new Map(rows.map((row) => [row.seat, { accountId: row.id, personId: row.person_id }]))
}

/** Seats that are held now, by people we know or not. */
export async function countTakenSeats(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('seats')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('state', '=', 'taken')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function seatOf({ seat, ledger_account, stake_wei, state }: SeatRow): Seat {
  return { seat, ledgerAccount: ledger_account, stakeWei: BigInt(stake_wei), state: state as Seat['state'] }
}
