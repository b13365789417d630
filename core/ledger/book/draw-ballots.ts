import { drawSeats } from '../draw.ts'
import type { OpenEntry } from '../open-items.ts'
import type { Vote } from '../packed-bytes.ts'
import { frozenClass, weightOfClass } from '../record.ts'
import type { Ballot } from '../verdict.ts'
import type { SeatWord } from '../words.ts'
import { type Book, seatIn } from './book.ts'

/** One round of peers on the items of a batch. */
export interface Round {
  /** 32 bytes of hex. */
  readonly seed: string
  /** Seats that existed when the round was fixed. */
  readonly nSeats: number
  /** Block in which the round was fixed: seats taken later do not count. */
  readonly lockBlock: number
  /** Record epoch whose classes count, and the present one. */
  readonly epoch: number
  readonly epochNow: number
  readonly draws: number
}

/** A seat drawn for an item. */
export interface DrawnSeat {
  readonly seat: number
  /** Whether its vote counts for this item. */
  readonly eligible: boolean
  readonly recordClass: number
}

/** Whether the vote of a seat counts in a round fixed at `lockBlock`, on an item of this annotator. */
export function isEligible(seat: SeatWord, lockBlock: number, annotator: number): boolean {
  if (seat.owner === 0 || seat.owner === annotator) return false
  const before = seat.joinedBlock <= lockBlock
  // Of a seat that leaves, the field holds the block in which it began to.
  return seat.leaving ? !before : before
}

/** The validators of an item: its draws in order. `without` are seats drawn in the round before, ascending. */
export function drawValidators(
  book: Pick<Book, 'seats'>,
  round: Round,
  { item, annotator, without = [] }: { item: number; annotator: number; without?: readonly number[] },
): DrawnSeat[] {
  const { seed, nSeats: seats, draws, lockBlock } = round
  return drawSeats({ seed, item, seats, draws, without }).map((index) => {
    const seat = seatIn(book, index)
    const counts = isEligible(seat, lockBlock, 0)
    return {
      seat: index,
      eligible: counts && seat.owner !== annotator,
      recordClass: counts ? frozenClass(seat, round.epoch, round.epochNow) : 0,
    }
  })
}

/** The draws of an item with their votes; the vote of a seat that is not eligible is `none`. */
export function castVotes(drawn: readonly DrawnSeat[], votes: readonly Vote[]): OpenEntry[] {
  return drawn.map(({ seat, eligible, recordClass }, draw) => ({
    seat,
    vote: eligible ? (votes[draw] ?? 'none') : 'none',
    recordClass,
  }))
}

/** What counts towards a verdict: one ballot for each eligible seat, also for a silent one. */
export function ballotsOf(drawn: readonly DrawnSeat[], votes: readonly Vote[]): Ballot[] {
  return castVotes(drawn, votes)
    .filter((_, draw) => drawn[draw]?.eligible)
    .map(({ vote, recordClass }) => ({ vote, weight: weightOfClass(recordClass) }))
}
