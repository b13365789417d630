import { amount } from '../../amount.ts'
import { ExpectedError } from '../../errors.ts'
import { innerHash, lockedCommitment } from '../commitments.ts'
import { PROPOSE_TIME, SEED_DELAY } from '../deadlines.ts'
import { encodeAnnotators, encodeByteList } from '../packed-bytes.ts'
import { classOf, epochOf, mostWithPremium } from '../record.ts'
import { hourOf, SESSION_STEP, weiOf } from '../units.ts'
import { claimVested } from '../vesting.ts'
import type { AccountWord, ParamsWord } from '../words.ts'
import { accountIn, type Batch, type Book, type Moment } from './book.ts'

/** A batch to lock. `annotators` are account ids, ascending; `items` are indexes into them. */
export interface LockRequest {
  readonly project: number
  readonly labelsRoot: string
  readonly secretHash: string
  readonly annotators: readonly number[]
  readonly items: readonly number[]
}

/** Operators that signed, as a bit mask, and the version of their list. */
export interface Signers {
  readonly signers: number
  readonly opsVersion: number
}

export interface Locked {
  readonly batch: number
  /** One number for each annotator: 0 when it is skipped with its items, else its record class plus one. */
  readonly terms: readonly number[]
  readonly inner: string
  readonly word: Batch['word']
  readonly commitment: string
  /** Accounts whose stake is locked, as they are afterwards. */
  readonly accounts: ReadonlyMap<number, AccountWord>
}

const VERSIONS = 128

/** Units a batch reserves of its project's balance for one item: every reward it can owe, at the largest premium. */
export function reservePerItem(params: ParamsWord): bigint {
  const seats = BigInt(params.draws + params.panelDraws)
  return mostWithPremium(params.annotatorReward) + seats * mostWithPremium(params.validatorReward)
}

/**
 * What locking does. An annotator that cannot cover all its items is skipped with them and never stops the batch.
 * @throws ExpectedError `ledger.insufficient` when the project cannot pay for all that is locked
 */
export function lockBatch(book: Book, request: LockRequest, signed: Signers, at: Moment): Locked {
  const project = book.projects.get(request.project)
  if (!project) throw new ExpectedError('ledger.unknownProject', { project: request.project })
  const accounts = new Map<number, AccountWord>()
  const hour = hourOf(at.timestamp)
  let count = 0
  const terms = request.annotators.map((id, index) => {
    const items = request.items.filter((annotator) => annotator === index).length
    const before = accountIn(book, id)
    const after = lockStake(before, items, project.params.labelStake, hour)
    if (!after) return 0
    accounts.set(id, after)
    count += items
    return 1 + classOf(before)
  })
  const reserved = BigInt(count) * reservePerItem(project.params)
  if (reserved > project.balance) {
    throw new ExpectedError('ledger.insufficient', {
      project: request.project,
      available: amount(weiOf(project.balance)),
      requested: amount(weiOf(reserved)),
    })
  }
  const inner = innerHash({
    labelsRoot: request.labelsRoot,
    annotators: encodeAnnotators(request.annotators),
    terms: encodeByteList(terms),
    items: encodeByteList(request.items),
  })
  const batch = book.nextBatch
  return {
    batch,
    terms,
    inner,
    word: {
      id: batch,
      state: 'locked',
      project: request.project,
      seedBlock: at.block + SEED_DELAY,
      nSeats: book.seatCount,
      epoch: epochOf(hour),
      signers: signed.signers,
      opsVersion: signed.opsVersion % VERSIONS,
      nItems: request.items.length,
      end: at.timestamp + PROPOSE_TIME,
      reserved,
      open: 0,
    },
    commitment: lockedCommitment(inner, request.secretHash),
    accounts,
  }
}

/** The account with the stake of its items locked; null when it has none, cannot cover them or does not allow it. */
function lockStake(
  account: AccountWord,
  items: number,
  labelStake: bigint,
  hour: number,
): AccountWord | null {
  const stake = BigInt(items) * labelStake
  const allowed =
    items > 0 &&
    hour < account.sessExp &&
    labelStake <= account.sessLabel * SESSION_STEP &&
    account.locked + stake <= account.sessLoss * SESSION_STEP
  if (!allowed) return null
  const claimed = claimVested(account, hour)
  if (claimed.free < stake) return null
  return { ...claimed, free: claimed.free - stake, locked: claimed.locked + stake }
}
