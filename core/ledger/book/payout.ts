import { epochOf } from '../record.ts'
import { hourOf } from '../units.ts'
import type { AccountWord, SeatWord } from '../words.ts'
import { payAccount, paySeat } from './apply-dues.ts'
import { accountIn, type Book, type Moment, seatIn } from './book.ts'
import type { Dues } from './dues.ts'

/** Words a call changes, as they are afterwards. */
export interface Payout {
  readonly accounts: ReadonlyMap<number, AccountWord>
  readonly seats: ReadonlyMap<number, SeatWord>
  readonly project: number
  /** Units the project's balance grows by: what was reserved and not needed, and dust. */
  readonly back: bigint
  /** Units of debt that rewards paid to the sponsor fund. */
  readonly repaid: bigint
}

/** What is to be paid and taken, as words. */
export function payoutOf(
  book: Book,
  owed: { project: number; dues: Dues; back: bigint; vestHours: number },
  at: Moment,
): Payout {
  const hour = hourOf(at.timestamp)
  const time = { hour, epoch: epochOf(hour), vestHours: owed.vestHours }
  const accounts = new Map<number, AccountWord>()
  let repaid = 0n
  for (const [id, due] of owed.dues.accounts) {
    const paid = payAccount(accountIn(book, id), due, time)
    accounts.set(id, paid.account)
    repaid += paid.repaid
  }
  const seats = new Map<number, SeatWord>()
  for (const [index, due] of owed.dues.seats) seats.set(index, paySeat(seatIn(book, index), due, time))
  return { accounts, seats, project: owed.project, back: owed.back, repaid }
}

/** Writes what a call changes into the book. */
export function writePayout(book: Book, { accounts, seats, project, back, repaid }: Payout): void {
  for (const [id, word] of accounts) book.accounts.set(id, word)
  for (const [index, word] of seats) book.seats.set(index, word)
  const budget = book.projects.get(project)
  if (budget) book.projects.set(project, { ...budget, balance: budget.balance + back })
  book.sponsorFund += repaid
}
