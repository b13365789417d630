import type { Counters } from '../record.ts'
import {
  type AccountWord,
  accountLayout,
  type BatchWord,
  type ParamsWord,
  type SeatWord,
  seatLayout,
} from '../words.ts'

/** When something happens: the block's number and its time in seconds since 1970. */
export interface Moment {
  readonly block: number
  readonly timestamp: number
}

export interface Project {
  readonly owner: string
  /** Units not reserved by a batch. */
  readonly balance: bigint
  readonly params: ParamsWord
}

/** What the court keeps of the items of a batch. */
export interface Flags {
  /** Items flagged in each peer round. */
  readonly first: ReadonlySet<number>
  readonly panel: ReadonlySet<number>
  /** Items of which somebody said that they are not theirs. */
  readonly notMine: ReadonlySet<number>
}

/** No item is flagged. */
export const NO_FLAGS: Flags = { first: new Set(), panel: new Set(), notMine: new Set() }

/** A batch in its ring slot. */
export interface Batch {
  readonly word: BatchWord
  readonly commitment: string
  readonly flagged: Flags
}

/** Units that leave the ledger, and when they can (seconds since 1970; 0: not asked for). */
export interface Due {
  readonly units: bigint
  readonly readyAt: number
}

/** Everything the ledger's contract knows that moves money: the mirror of its storage. Amounts in units. */
export interface Book {
  /** All units the ledger holds. */
  totalUnits: bigint
  sponsorFund: bigint
  disputeFund: bigint
  /** Least stake of a seat. */
  seatStake: bigint
  /** What each signer of an expired batch loses. */
  expiryPenalty: bigint
  /** Shortest window in seconds. */
  readonly minWindow: number
  nextBatch: number
  /** Seats ever made. */
  seatCount: number
  /** By account id, from 1. */
  readonly accounts: Map<number, AccountWord>
  /** Addresses by account id. */
  readonly owners: Map<number, string>
  /** By seat, from 0. */
  readonly seats: Map<number, SeatWord>
  /** When each seat was taken, in seconds since 1970. */
  readonly seatTimes: Map<number, number>
  /** Seats that were left; the last one is taken first. */
  readonly vacantSeats: number[]
  /** Records of seats that were left, by account. */
  readonly seatRecords: Map<number, Counters>
  readonly projects: Map<number, Project>
  readonly batches: Map<number, Batch>
  /** By account id. */
  readonly withdrawals: Map<number, Due>
  /** By operator's address. */
  readonly bonds: Map<string, Due>
}

/** A ledger as it is deployed. */
export function emptyBook(settings: Pick<Book, 'seatStake' | 'expiryPenalty' | 'minWindow'>): Book {
  return {
    ...settings,
    totalUnits: 0n,
    sponsorFund: 0n,
    disputeFund: 0n,
    nextBatch: 1,
    seatCount: 0,
    accounts: new Map(),
    owners: new Map(),
    seats: new Map(),
    seatTimes: new Map(),
    vacantSeats: [],
    seatRecords: new Map(),
    projects: new Map(),
    batches: new Map(),
    withdrawals: new Map(),
    bonds: new Map(),
  }
}

const NO_ACCOUNT = accountLayout.unpack(0n)
const NO_SEAT = seatLayout.unpack(0n)

/** The account, empty when it does not exist. */
export function accountIn(book: Pick<Book, 'accounts'>, id: number): AccountWord {
  return book.accounts.get(id) ?? NO_ACCOUNT
}

/** The seat, empty when nobody holds it. */
export function seatIn(book: Pick<Book, 'seats'>, index: number): SeatWord {
  return book.seats.get(index) ?? NO_SEAT
}

/** Units the ledger owes to somebody; equals `totalUnits` as long as the books are right. */
export function owedUnits(book: Book): bigint {
  let owed = book.sponsorFund + book.disputeFund
  for (const { free, locked, unvested } of book.accounts.values()) owed += free + locked + unvested
  for (const { free, locked, unvested } of book.seats.values()) owed += free + locked + unvested
  for (const { balance } of book.projects.values()) owed += balance
  for (const { word } of book.batches.values()) owed += word.reserved
  for (const { units } of book.withdrawals.values()) owed += units
  for (const { units } of book.bonds.values()) owed += units
  return owed
}
