import { UNBOND } from '../deadlines.ts'
import { hourOf, least, SESSION_STEP, unitsOf } from '../units.ts'
import { claimVested } from '../vesting.ts'
import type { AccountWord } from '../words.ts'
import { accountIn, type Book, type Moment } from './book.ts'

/** Units of an account that are its owner's own: lent stake can be risked but not taken. */
export function ownUnits({ free, debt }: AccountWord): bigint {
  return free > debt ? free - debt : 0n
}

/** Units arrive from outside in what is free of an account. */
export function deposit(book: Book, id: number, units: bigint): void {
  giveUnits(book, id, units)
  book.totalUnits += units
}

/** Adds units that the ledger holds already to what is free of an account. */
export function giveUnits(book: Book, id: number, units: bigint): void {
  change(book, id, (account) => ({ ...account, free: account.free + units }))
}

/** Replaces the limits of a session, in wei; the expiry is in seconds since 1970 and 0 when it is revoked. */
export function setSession(
  book: Book,
  id: number,
  { maxLoss, maxPerLabel, expiry }: { maxLoss: bigint; maxPerLabel: bigint; expiry: number },
): void {
  change(book, id, (account) => ({
    ...account,
    sessExp: expiry === 0 ? 0 : hourOf(expiry),
    sessLoss: unitsOf(maxLoss) / SESSION_STEP,
    sessLabel: unitsOf(maxPerLabel) / SESSION_STEP,
  }))
}

/** Takes units out of what is free of an account, what has vested by now included. */
export function spendOwn(book: Book, id: number, units: bigint, at: Moment): void {
  change(book, id, (account) => {
    const claimed = claimVested(account, hourOf(at.timestamp))
    return { ...claimed, free: claimed.free - units }
  })
}

/** Moves own units aside until they can be withdrawn. */
export function requestWithdrawal(book: Book, id: number, units: bigint, at: Moment): void {
  spendOwn(book, id, units, at)
  const before = book.withdrawals.get(id)?.units ?? 0n
  book.withdrawals.set(id, { units: before + units, readyAt: at.timestamp + UNBOND })
}

/** Pays all that was asked for out. Returns the units. */
export function withdraw(book: Book, id: number): bigint {
  const units = book.withdrawals.get(id)?.units ?? 0n
  book.withdrawals.delete(id)
  book.totalUnits -= units
  return units
}

/** Lends units of the sponsor fund to an account as stake. */
export function sponsor(book: Book, id: number, units: bigint): void {
  change(book, id, (account) => ({ ...account, free: account.free + units, debt: units }))
  book.sponsorFund -= units
}

/** Pays debt out of what has vested and is free: asked for by its owner, or recalled. Returns the units paid. */
export function repayDebt(book: Book, id: number, units: bigint, at: Moment): bigint {
  change(book, id, (account) => claimVested(account, hourOf(at.timestamp)))
  return payDebt(book, id, units)
}

/** Adds what a seat earned to what is free of its owner, whose debt it pays first. Returns the units of debt paid. */
export function earn(book: Book, id: number, units: bigint): bigint {
  giveUnits(book, id, units)
  return payDebt(book, id, units)
}

/** Moves at most `units` of what is free to the sponsor fund, never more than is owed to it. */
function payDebt(book: Book, id: number, units: bigint): bigint {
  const account = accountIn(book, id)
  const paid = least(least(units, account.debt), account.free)
  change(book, id, () => ({ ...account, free: account.free - paid, debt: account.debt - paid }))
  book.sponsorFund += paid
  return paid
}

function change(book: Book, id: number, to: (account: AccountWord) => AccountWord): void {
  book.accounts.set(id, to(accountIn(book, id)))
}
