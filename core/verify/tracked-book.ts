import { type Book, emptyBook } from '../ledger/book/book.ts'
import type { Wanted } from './read-words.ts'
import { TrackedMap } from './tracked-map.ts'

/** Batches whose words the ledger keeps. */
const RING = 4_096

/** A book that knows which words have changed. */
export interface TrackedBook {
  readonly book: Book
  /** Words that changed since the last call. */
  takeChanged(): Wanted
  /** Every word there is. */
  all(): Wanted
}

export function trackedBook(settings: Parameters<typeof emptyBook>[0]): TrackedBook {
  const maps = {
    accounts: new TrackedMap<number, never>(),
    seats: new TrackedMap<number, never>(),
    projects: new TrackedMap<number, never>(),
    batches: new TrackedMap<number, never>(),
    withdrawals: new TrackedMap<number, never>(),
    bonds: new TrackedMap<string, never>(),
  }
  const book: Book = { ...emptyBook(settings), ...maps }
  return {
    book,
    takeChanged: () => ({
      accounts: maps.accounts.takeWritten(),
      seats: maps.seats.takeWritten(),
      projects: maps.projects.takeWritten(),
      batches: maps.batches.takeWritten(),
      withdrawals: maps.withdrawals.takeWritten(),
      bonds: maps.bonds.takeWritten(),
    }),
    all: () => ({
      accounts: maps.accounts.keys(),
      seats: Array.from({ length: book.seatCount }, (_, seat) => seat),
      projects: maps.projects.keys(),
      // Older ones have lost their slot to a later batch.
      batches: [...maps.batches.keys()].filter((id) => id >= book.nextBatch - RING),
      withdrawals: maps.accounts.keys(),
      bonds: maps.bonds.keys(),
    }),
  }
}
