import { id } from 'ethers'
import { type Batch, type Book, emptyBook, type Moment, NO_FLAGS } from '../../../../core/ledger/book/book.ts'
import { createProject, fundProject } from '../../../../core/ledger/book/funds.ts'
import { type LockRequest, lockBatch } from '../../../../core/ledger/book/lock-batch.ts'
import { deposit, setSession } from '../../../../core/ledger/book/people.ts'
import { takeSeat } from '../../../../core/ledger/book/seats.ts'
import type { Settlement } from '../../../../core/ledger/book/settle-batch.ts'
import type { Vote } from '../../../../core/ledger/packed-bytes.ts'
import type { ParamsWord } from '../../../../core/ledger/words.ts'

export const PARAMS: ParamsWord = {
  labelStake: 1_000n,
  annotatorSlash: 500n,
  annotatorReward: 128n,
  validatorReward: 64n,
  validatorSlash: 200n,
  thresholdBp: 6_666,
  draws: 4,
  minVotes: 3,
  panelDraws: 5,
  panelMinVotes: 3,
  windowMinutes: 720,
  vestHours: 100,
}
export const SEAT_STAKE = 50_000n
/** Three weeks into the ledger's time. */
export const START: Moment = { block: 100, timestamp: 1_767_225_600 + 21 * 86_400 }
const WEI = 10n ** 15n

export const later = (at: Moment, seconds: number): Moment => ({
  block: at.block + Math.ceil(seconds / 12),
  timestamp: at.timestamp + seconds,
})

/** A book with one project, annotators 1 to `annotators` and a seat for each of the accounts after them. */
export function village(annotators: number, seats: number, params: Partial<ParamsWord> = {}): Book {
  const book = emptyBook({ seatStake: SEAT_STAKE, expiryPenalty: 5_000n, minWindow: 3_600 })
  createProject(book, '0x0000000000000000000000000000000000000001', { ...PARAMS, ...params })
  fundProject(book, 1, 10_000_000n)
  const session = {
    maxLoss: 100_000n * WEI,
    maxPerLabel: 1_000n * WEI,
    expiry: START.timestamp + 90 * 86_400,
  }
  for (let account = 1; account <= annotators + seats; account++) {
    deposit(book, account, SEAT_STAKE + 50_000n)
    setSession(book, account, session)
  }
  const before = { block: 1, timestamp: START.timestamp - 86_400 }
  for (let seat = 0; seat < seats; seat++) takeSeat(book, annotators + 1 + seat, SEAT_STAKE, before)
  return book
}

/** Locks a batch and writes it into the book as proposed; returns what there is to settle. */
export function propose(
  book: Book,
  request: Pick<LockRequest, 'annotators' | 'items'>,
  votes: readonly (readonly Vote[])[],
  at: Moment = START,
): { batch: Batch; settlement: Settlement } {
  const lock: LockRequest = { project: 1, labelsRoot: id('root'), secretHash: id('hash'), ...request }
  const locked = lockBatch(book, lock, { signers: 3, opsVersion: 1 }, at)
  for (const [account, word] of locked.accounts) book.accounts.set(account, word)
  const project = book.projects.get(1)
  if (project) book.projects.set(1, { ...project, balance: project.balance - locked.word.reserved })
  const batch: Batch = {
    word: { ...locked.word, state: 'proposed' },
    commitment: locked.commitment,
    flagged: NO_FLAGS,
  }
  book.batches.set(locked.batch, batch)
  book.nextBatch++
  const settlement = {
    labelsRoot: lock.labelsRoot,
    seed: id(`seed ${locked.batch}`),
    terms: locked.terms,
    votes,
  }
  return { batch, settlement: { ...settlement, ...request } }
}
