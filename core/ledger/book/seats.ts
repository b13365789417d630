import { classOf, epochOf } from '../record.ts'
import { hourOf } from '../units.ts'
import { addVesting, claimVested } from '../vesting.ts'
import { accountIn, type Book, type Moment, seatIn } from './book.ts'
import { earn, giveUnits, spendOwn } from './people.ts'

/** The seat that will be taken next: the one left last, or a new one. */
export function nextSeat(book: Book): number {
  return book.vacantSeats.at(-1) ?? book.seatCount
}

/** An account takes the next seat with stake of its own; the record of an earlier seat of its counts again. */
export function takeSeat(book: Book, account: number, units: bigint, at: Moment): number {
  spendOwn(book, account, units, at)
  const seat = nextSeat(book)
  if (book.vacantSeats.pop() === undefined) book.seatCount++
  book.seatTimes.set(seat, at.timestamp)
  const record = book.seatRecords.get(account) ?? { good: 0, all: 0 }
  const recordClass = classOf(record)
  book.seats.set(seat, {
    ...seatIn(book, seat),
    ...record,
    locked: units,
    joinedBlock: at.block,
    owner: account,
    classNow: recordClass,
    classBefore: recordClass,
    epoch: epochOf(hourOf(at.timestamp)),
  })
  return seat
}

/** The owner of a seat adds own units to its stake. */
export function topUpSeat(book: Book, index: number, units: bigint, at: Moment): void {
  const seat = seatIn(book, index)
  spendOwn(book, seat.owner, units, at)
  book.seats.set(index, { ...seat, locked: seat.locked + units })
}

/** Moves what a seat has earned and is vested to its owner. Returns the units, and what of them paid debt. */
export function collectSeat(book: Book, index: number, at: Moment): { earned: bigint; repaid: bigint } {
  const claimed = claimVested(seatIn(book, index), hourOf(at.timestamp))
  book.seats.set(index, { ...claimed, free: 0n })
  return { earned: claimed.free, repaid: earn(book, claimed.owner, claimed.free) }
}

/** The seat begins to leave: batches locked from now on do not count it. */
export function startLeave(book: Book, index: number, at: Moment): void {
  book.seats.set(index, { ...seatIn(book, index), leaving: true, joinedBlock: at.block })
}

/** Stake and earnings go to the owner, what has not vested goes on vesting there. Returns the units that are free. */
export function finishLeave(book: Book, index: number, at: Moment): { units: bigint; repaid: bigint } {
  const hour = hourOf(at.timestamp)
  const { owner, locked, free, unvested, vestRem, good, all } = claimVested(seatIn(book, index), hour)
  book.seatRecords.set(owner, { good, all })
  book.vacantSeats.push(index)
  book.seats.delete(index)
  book.seatTimes.delete(index)
  book.accounts.set(owner, addVesting(accountIn(book, owner), hour, unvested, vestRem))
  giveUnits(book, owner, locked)
  return { units: locked + free, repaid: earn(book, owner, free) }
}
