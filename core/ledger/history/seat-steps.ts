import { accountIn, seatIn } from '../book/book.ts'
import { collectSeat, finishLeave, nextSeat, startLeave, takeSeat, topUpSeat } from '../book/seats.ts'
import { UNBOND } from '../deadlines.ts'
import { compareTimes, compareUnits } from './compare.ts'
import type { Step } from './event.ts'
import { type Difference, differs, type Handlers, type Replay } from './replay.ts'

/** What validators do with their seats. */
export const seatSteps: Handlers<
  'SeatTaken' | 'SeatToppedUp' | 'SeatLeaving' | 'SeatLeft' | 'SeatCollected'
> = {
  SeatTaken({ book }, { seat, account, units }, step) {
    const expected = nextSeat(book)
    takeSeat(book, account, units, step.at)
    return [
      ...(seat === expected ? [] : differs('verify.seat', { seat, expected })),
      ...checkOwn(book, account, units, step),
    ]
  },
  SeatToppedUp({ book }, { seat, units }, step) {
    topUpSeat(book, seat, units, step.at)
    return checkOwn(book, seatIn(book, seat).owner, units, step)
  },
  SeatLeaving({ book }, { seat, freeAt }, step) {
    startLeave(book, seat, step.at)
    return compareTimes(step, `seat ${seat}`, freeAt, step.at.timestamp + UNBOND)
  },
  SeatLeft({ book }, { seat, units }, step) {
    return compareUnits(step, `seat ${seat}`, units, finishLeave(book, seat, step.at).units)
  },
  SeatCollected({ book }, { seat, units }, step) {
    return compareUnits(step, `seat ${seat}`, units, collectSeat(book, seat, step.at).earned)
  },
}

/** Stake of a seat comes out of what is the owner's own, never out of lent units. */
function checkOwn(book: Replay['book'], account: number, units: bigint, step: Step): Difference[] {
  const { free, debt } = accountIn(book, account)
  return free >= debt ? [] : compareUnits(step, `account ${account}`, units, units + free - debt)
}
