import { type Book, seatIn } from '../book/book.ts'
import { isEligible } from '../book/draw-ballots.ts'
import type { Outcome } from '../book/settle-batch.ts'
import { SEED_DELAY } from '../deadlines.ts'
import type { BatchWord } from '../words.ts'
import type { DrawnVote } from './replay.ts'

/** Who was drawn for each item of a round, and what was proposed as their votes. */
export function drawnVotes(book: Book, { seedBlock }: BatchWord, outcomes: readonly Outcome[]): DrawnVote[] {
  return outcomes.flatMap(({ item, annotator, entries }) =>
    entries.map(({ seat: index, vote }) => {
      const seat = seatIn(book, index)
      return {
        item,
        account: seat.owner,
        eligible: isEligible(seat, seedBlock - SEED_DELAY, annotator),
        vote,
      }
    }),
  )
}
