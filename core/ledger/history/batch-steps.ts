import { ExpectedError } from '../../errors.ts'
import { type Batch, type Book, NO_FLAGS } from '../book/book.ts'
import { expireBatch } from '../book/expire-batch.ts'
import { giveToProject } from '../book/funds.ts'
import { type Locked, type LockRequest, lockBatch } from '../book/lock-batch.ts'
import { writePayout } from '../book/payout.ts'
import { proposeBatch } from '../book/propose.ts'
import { paramsOf, settleBatch } from '../book/settle-batch.ts'
import { secretHashOf } from '../commitments.ts'
import { PENALTY_TIME, SEED_DELAY, SETTLE_TIME } from '../deadlines.ts'
import { decodeAnnotators, decodeByteList, decodeVotes } from '../packed-bytes.ts'
import { lockMessage, proposalMessage } from '../typed-data.ts'
import { checkSigned } from './check-signed.ts'
import { checkTime, compareTimes, compareUnits } from './compare.ts'
import { compareOpenItems } from './compare-open-items.ts'
import { drawnVotes } from './drawn-votes.ts'
import type { EventArgs, LockCall, Step } from './event.ts'
import {
  type Difference,
  differs,
  type Handlers,
  putBatch,
  putRecord,
  type Replay,
  registryOf,
} from './replay.ts'

/** The life of batches up to their settlement. */
export const batchSteps: Handlers<'BatchLocked' | 'BatchProposed' | 'BatchSettled' | 'BatchExpired'> = {
  BatchLocked: lock,
  BatchProposed: propose,
  BatchSettled: settle,
  BatchExpired: expire,
}

const who = (batch: number) => `batch ${batch}`

function lock(replay: Replay, args: EventArgs['BatchLocked'], step: Step): Difference[] {
  const { batch } = args
  const { lock: call } = step.evidence
  const { book } = replay
  const expected = book.nextBatch
  book.nextBatch = batch + 1
  if (!call) return differs('verify.callMissing', { batch, call: 'lockBatch' })
  const message = lockMessage(batch, call)
  const signed = checkSigned(replay, { batch, call: 'lockBatch' }, message, call)
  const request = {
    ...call,
    annotators: decodeAnnotators(call.annotators),
    items: decodeByteList(call.items),
  }
  const locked = tryLock(book, batch, request, signed, step)
  if (!locked) return differs('verify.unreserved', { batch, project: call.project })
  writeLocked(book, locked)
  replay.records.set(batch, {
    ...request,
    inner: locked.inner,
    terms: locked.terms,
    lockedAt: step.at,
  })
  return [
    ...(batch === expected ? [] : differs('verify.batchNumber', { batch, expected })),
    ...signed.differences,
    ...(sameLock(args, call) ? [] : differs('verify.lockEvent', { batch })),
    ...compareTerms(batch, request.annotators, decodeByteList(args.terms), locked.terms),
  ]
}

/** Whether the event names what the call asked for. */
function sameLock(event: EventArgs['BatchLocked'], call: LockCall): boolean {
  const { project, labelsRoot, secretHash } = call
  return event.project === project && event.labelsRoot === labelsRoot && event.secretHash === secretHash
}

/** What the lock does by the rules; null when the project could not pay for it. */
function tryLock(
  book: Book,
  batch: number,
  request: LockRequest,
  signed: { signers: number; opsVersion: number },
  step: Step,
): Locked | null {
  try {
    return lockBatch({ ...book, nextBatch: batch }, request, signed, step.at)
  } catch (thrown) {
    if (thrown instanceof ExpectedError) return null
    throw thrown
  }
}

function writeLocked(book: Book, { batch, word, commitment, accounts }: Locked): void {
  for (const [id, account] of accounts) book.accounts.set(id, account)
  giveToProject(book, word.project, -word.reserved)
  book.batches.set(batch, { word, commitment, flagged: NO_FLAGS })
}

function compareTerms(
  batch: number,
  annotators: readonly number[],
  stated: readonly number[],
  computed: readonly number[],
): Difference[] {
  return annotators.flatMap((account, index) => {
    const [one = -1, other = -1] = [stated[index], computed[index]]
    return one === other ? [] : differs('verify.terms', { batch, account, stated: one, computed: other })
  })
}

function propose(replay: Replay, args: EventArgs['BatchProposed'], step: Step): Difference[] {
  const { batch: id, seed, end } = args
  const { proposal: call, seedBlockHash } = step.evidence
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record) return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  if (!call || !seedBlockHash) return differs('verify.callMissing', { batch: id, call: 'proposeBatch' })
  const message = proposalMessage(id, call.inner, call.votes, call.seed)
  const signed = checkSigned(replay, { batch: id, call: 'proposeBatch' }, message, call)
  const proposed = proposeBatch(replay.book, batch, { ...call, seedBlockHash, ...signed }, step.at)
  putBatch(replay, id, proposed)
  putRecord(replay, id, { proposal: { ...call, seed: proposed.seed } })
  return [
    ...signed.differences,
    ...checkTime(step, who(id), { until: batch.word.end }),
    ...(call.inner === record.inner ? [] : differs('verify.inner', { batch: id })),
    ...(secretHashOf(call.secret) === record.secretHash ? [] : differs('verify.secret', { batch: id })),
    ...(seed === proposed.seed && call.seed === seed ? [] : differs('verify.seed', { batch: id })),
    ...compareTimes(step, who(id), end, proposed.word.end),
  ]
}

function settle(replay: Replay, args: EventArgs['BatchSettled'], step: Step): Difference[] {
  const id = args.batch
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record?.proposal)
    return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  const { draws } = paramsOf(replay.book, batch.word)
  const { seed, votes } = record.proposal
  const settlement = { ...record, seed, votes: decodeVotes(votes, draws) }
  const settled = settleBatch(replay.book, batch, settlement, step.at)
  const drawn = drawnVotes(replay.book, batch.word, settled.outcomes)
  writePayout(replay.book, settled.payout)
  putBatch(replay, id, { word: settled.word, commitment: settled.commitment })
  putRecord(replay, id, {
    settled: batch.commitment,
    open: { seed, items: settled.open, words: settled.openItems },
    panelSeedBlock: step.at.block + SEED_DELAY,
    drawn,
  })
  const { end } = batch.word
  return [
    ...checkTime(step, who(id), { from: end, until: end + SETTLE_TIME }),
    ...compareOpenItems(id, args.openItems, settled),
  ]
}

function expire(replay: Replay, { batch: id, penalty }: EventArgs['BatchExpired'], step: Step): Difference[] {
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record) return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  const deadline = batch.word.state === 'proposed' ? batch.word.end + SETTLE_TIME : batch.word.end
  const operators = mayBeSpared(batch, penalty, step.at.timestamp - deadline)
    ? []
    : (registryOf(replay).lists.get(batch.word.opsVersion)?.operators ?? [])
  const expired = expireBatch(replay.book, batch, record, operators)
  for (const [account, word] of expired.accounts) replay.book.accounts.set(account, word)
  for (const [operator, bond] of expired.bonds) replay.book.bonds.set(operator, bond)
  giveToProject(replay.book, batch.word.project, expired.back)
  putBatch(replay, id, { word: expired.word })
  return [
    ...checkTime(step, who(id), { from: deadline + 1 }),
    ...compareUnits(step, who(id), penalty, expired.penalty),
  ]
}

/** Whoever expires a batch long after its deadline may leave the operators out. */
function mayBeSpared({ word }: Batch, penalty: bigint, late: number): boolean {
  return word.signers === 0 || (penalty === 0n && late > PENALTY_TIME)
}
