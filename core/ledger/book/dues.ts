import type { OpenEntry } from '../open-items.ts'
import { withPremium } from '../record.ts'
import type { Verdict } from '../verdict.ts'
import type { ParamsWord } from '../words.ts'
import { type Book, seatIn } from './book.ts'

/** What decided items do to an annotator, all of one call together. Amounts in units. */
export interface AccountDue {
  /** Stake of decided labels. */
  unlocked: bigint
  /** The part of it that is lost. */
  slashed: bigint
  reward: bigint
  good: number
  all: number
}

/** What decided items do to a seat, all of one call together. Amounts in units. */
export interface SeatDue {
  /** Slashes the seat can pay in this call. */
  readonly payable: bigint
  /** Times it stood against the verdict. */
  against: bigint
  slashed: bigint
  reward: bigint
  /** Its shares of what others were slashed. */
  share: bigint
  good: number
  all: number
}

/** Everything one call pays and takes. */
export interface Dues {
  readonly accounts: Map<number, AccountDue>
  readonly seats: Map<number, SeatDue>
  /** Slashed units that do not divide evenly; they go to the project. */
  dust: bigint
}

/** An item that peers or experts have decided. */
export interface DecidedItem {
  readonly annotator: number
  /** Record class of the annotator at the lock, plus one. */
  readonly term: number
  readonly verdict: Exclude<Verdict, 'open'>
  /** Every draw whose vote counts, of both rounds when there were two. */
  readonly entries: readonly OpenEntry[]
}

export function noDues(): Dues {
  return { accounts: new Map(), seats: new Map(), dust: 0n }
}

/** Adds one decided item: losers fill the pool, winners are rewarded and share it. */
export function addDecided(
  book: Pick<Book, 'seats'>,
  params: ParamsWord,
  dues: Dues,
  item: DecidedItem,
): void {
  const accepted = item.verdict === 'accepted'
  const account = accountDue(dues, item.annotator)
  account.unlocked += params.labelStake
  account.all++
  if (accepted) {
    account.good++
    account.reward += withPremium(params.annotatorReward, item.term - 1)
  } else account.slashed += params.annotatorSlash

  const side = accepted ? 'approve' : 'reject'
  const winners = item.entries.filter(({ vote }) => vote === side)
  const losers = item.entries.filter(({ vote }) => vote === (accepted ? 'reject' : 'approve'))
  let pool = accepted ? 0n : params.annotatorSlash
  for (const { seat } of losers) pool += takeSlash(seatDue(book, params, dues, seat), params)
  const share = winners.length > 0 ? pool / BigInt(winners.length) : 0n
  dues.dust += pool - share * BigInt(winners.length)
  for (const { seat, recordClass } of winners) {
    const due = seatDue(book, params, dues, seat)
    due.good++
    due.all++
    due.reward += withPremium(params.validatorReward, recordClass)
    due.share += share
  }
}

/** Adds one item that ended unclear: everybody who said something gets their reward, and nobody's record changes. */
export function addUnclear(
  book: Pick<Book, 'seats'>,
  params: ParamsWord,
  dues: Dues,
  item: Omit<DecidedItem, 'verdict'>,
): void {
  const account = accountDue(dues, item.annotator)
  account.unlocked += params.labelStake
  account.reward += withPremium(params.annotatorReward, item.term - 1)
  for (const { seat, vote, recordClass } of item.entries) {
    const reward = withPremium(params.validatorReward, recordClass)
    if ((vote === 'approve' || vote === 'reject') && reward > 0n) {
      seatDue(book, params, dues, seat).reward += reward
    }
  }
}

/** Adds one item that does not count: only its stake goes back. */
export function addVoid(dues: Dues, annotator: number, { labelStake }: ParamsWord): void {
  accountDue(dues, annotator).unlocked += labelStake
}

/** Rewards of one call: what is paid out of the batch's reservation. */
export function rewardsOf(dues: Dues): bigint {
  let sum = 0n
  for (const { reward } of dues.accounts.values()) sum += reward
  for (const { reward } of dues.seats.values()) sum += reward
  return sum
}

function takeSlash(due: SeatDue, { validatorSlash }: ParamsWord): bigint {
  due.all++
  due.against++
  if (due.against > due.payable) return 0n
  due.slashed += validatorSlash
  return validatorSlash
}

function accountDue({ accounts }: Dues, id: number): AccountDue {
  const known = accounts.get(id)
  if (known) return known
  const fresh: AccountDue = { unlocked: 0n, slashed: 0n, reward: 0n, good: 0, all: 0 }
  accounts.set(id, fresh)
  return fresh
}

function seatDue(book: Pick<Book, 'seats'>, params: ParamsWord, { seats }: Dues, index: number): SeatDue {
  const known = seats.get(index)
  if (known) return known
  const { free, locked, unvested } = seatIn(book, index)
  const payable = (free + locked + unvested) / params.validatorSlash
  const fresh: SeatDue = { payable, against: 0n, slashed: 0n, reward: 0n, share: 0n, good: 0, all: 0 }
  seats.set(index, fresh)
  return fresh
}
