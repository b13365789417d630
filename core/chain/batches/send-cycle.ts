import type { Logger } from 'pino'
import { type Clock, type Instant, instantOf, plusMs } from '../../clock.ts'
import { type BatchId, newId } from '../../ids.ts'
import { decodeByteList, encodeVotes, VOTES, type Vote } from '../../ledger/packed-bytes.ts'
import { type BatchStep, insertBatchCalls, type StepHistory, stepHistories } from '../../store/batch-calls.ts'
import { type Batch, openBatches, updateBatch } from '../../store/batches.ts'
import { lockChainState } from '../../store/chain-state.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import { batchesWithOfferedDraws, closeDraws, votesOfBatch } from '../../store/draws.ts'
import { batchesWithUnconfirmedVotes } from '../../store/receipts.ts'
import type { DemoSigner } from '../demo-signer.ts'
import { ledgerInterface } from '../ledger-interface.ts'
import { fullEvidenceOf } from '../operator/evidence-of.ts'
import { collectQuorum, type LedgerPlace, type Operators } from '../quorum.ts'
import type { Reviews } from '../reviews.ts'
import { dropBatch } from './drop-batch.ts'
import { encodeStep } from './encode-step.ts'
import { nextStep } from './next-step.ts'
import { validationOf } from './project-validation.ts'

export interface Cycle {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly place: LedgerPlace
  readonly operators: Operators
  readonly reviews: Pick<Reviews, 'mayPropose'>
  /** Null unless the chain is local, where windows can be as short as can be. */
  readonly demo: Pick<DemoSigner, 'windowMinutes'> | null
}

/** One step of one batch. */
interface Call {
  readonly batch: Batch
  readonly step: BatchStep
  readonly failures: number
}

/** Calls in one transaction: a settlement of 200 items costs about a million gas. */
const CALLS_AT_ONCE = 10
/** A step that failed so often is left to people: `tagora transactions retry`. */
const MOST_FAILURES = 5
/** Steps of which the operators say what the others cannot check alone come last: a settlement frees money first. */
const ORDER: readonly BatchStep[] = [
  'settle',
  'resolve',
  'void',
  'expire',
  'skipPanel',
  'propose',
  'panel',
  'lock',
]

/**
 * Takes every batch that is ready one step further: one transaction for all, signed by the operators as a whole. A
 * step that failed before goes alone. Returns how many transactions it queued.
 * @throws ExpectedError `operators.tooFew`
 */
export async function sendCycle(cycle: Cycle, blockTime: number): Promise<number> {
  const { store, clock, reviews, demo } = cycle
  const now = later(clock.now(), instantOf(blockTime * 1_000))
  const ready = await store.transaction((trx) => readyCalls(trx, { clock, reviews, demo }, now))
  const together = ready.filter((call) => call.failures === 0).slice(0, CALLS_AT_ONCE)
  const groups = [together, ...ready.filter((call) => call.failures > 0).map((call) => [call])]
  let queued = 0
  for (const calls of groups.filter((group) => group.length > 0)) if (await send(cycle, calls)) queued++
  return queued
}

async function readyCalls(
  trx: Trx,
  { clock, reviews, demo }: Pick<Cycle, 'clock' | 'reviews' | 'demo'>,
  now: Instant,
): Promise<Call[]> {
  const batches = await openBatches(trx)
  const ids = batches.map((batch) => batch.id)
  const histories = await stepHistories(trx, ids)
  const asked = await batchesWithOfferedDraws(trx, ids)
  const unconfirmed = await batchesWithUnconfirmedVotes(trx, ids)
  const calls: Call[] = []
  for (const batch of batches) {
    const step = nextStep(batch, now, !asked.has(batch.id))
    if (!step) continue
    const { underWay, failures } = historyOf(histories, batch, step)
    if (underWay || failures >= MOST_FAILURES) continue
    const isBlocked = isProposal(step) && unconfirmed.has(batch.id)
    if (isBlocked || !(await mayTake(trx, { clock, reviews, demo, now }, batch, step))) continue
    if (step === 'lock' && failures > 1) await dropBatch(trx, clock, batch)
    else calls.push({ batch: await withVotes(trx, clock, batch, step), step, failures })
  }
  // The ledger takes batches in the order of their numbers.
  return calls.sort(
    (a, b) => ORDER.indexOf(a.step) - ORDER.indexOf(b.step) || a.batch.number - b.batch.number,
  )
}

function isProposal(step: BatchStep): boolean {
  return step === 'propose' || step === 'panel'
}

/** So long before the ledger's time is over a first round that is held goes there: expired, it would cost the operators. */
const LAST_MS = 1_800_000
/** In a shorter window, which only the local chain has, its rejections might be paid before they are questioned. */
const QUESTION_MINUTES = 10

/** Votes stay off the ledger while unusually many answers are rejected; those that were fixed may be signed already. */
async function mayTake(
  trx: Trx,
  { clock, reviews, demo, now }: Pick<Cycle, 'clock' | 'reviews' | 'demo'> & { readonly now: Instant },
  { id: batchId, projectId, votes, panelVotes, endsAt }: Batch,
  step: BatchStep,
): Promise<boolean> {
  const fixed = step === 'panel' ? panelVotes : votes
  if (!isProposal(step) || fixed !== null) return true
  const stage = step === 'panel' ? 2 : 1
  const isQuestionable = demo === null || demo.windowMinutes >= QUESTION_MINUTES
  const isLast = isQuestionable && endsAt !== null && now > plusMs(endsAt, -LAST_MS)
  return await reviews.mayPropose(trx, clock, { batchId, projectId, stage, isLast })
}

function historyOf(histories: ReadonlyMap<string, StepHistory>, { id }: Batch, step: BatchStep): StepHistory {
  return histories.get(`${id} ${step}`) ?? { underWay: false, failures: 0 }
}

/** Fixes the votes of a batch that is about to be proposed: what is signed once is never signed otherwise. */
async function withVotes(trx: Trx, clock: Clock, batch: Batch, step: BatchStep): Promise<Batch> {
  if (!isProposal(step)) return batch
  const stage = step === 'panel' ? 2 : 1
  if ((stage === 1 ? batch.votes : batch.panelVotes) !== null) return batch
  const { draws, panelDraws } = await validationOf(trx, batch.projectId)
  const width = stage === 1 ? draws : panelDraws
  const rows = await rowsOf(trx, batch, stage, width)
  const votes = encodeVotes(rows, width)
  const fixed = stage === 1 ? { ...batch, votes } : { ...batch, panelVotes: votes }
  await closeDraws(trx, batch.id, stage)
  await updateBatch(trx, fixed, clock.now())
  return fixed
}

async function rowsOf(trx: Trx, batch: Batch, stage: number, width: number) {
  const votes = await votesOfBatch(trx, batch.id, stage)
  const positions =
    stage === 1 ? decodeByteList(batch.items).map((_, position) => position) : batch.openItems.map(positionOf)
  return positions.map((position) => {
    const row = Array.from({ length: width }, (): Vote => 'none')
    for (const { place, code } of votes.get(position) ?? []) row[place] = VOTES[code]
    return row
  })
}

/** Index of an open item in its batch: the first two bytes of its word. */
function positionOf(word: string): number {
  return Number(word.slice(0, 6))
}

/** Signs and queues the calls; false when somebody else took one of them up meanwhile. */
async function send(cycle: Cycle, calls: readonly Call[]): Promise<boolean> {
  const { store, clock, place, operators } = cycle
  const list = `0x${operators.list.map((one) => one.address.slice(2).toLowerCase()).join('')}`
  const data = calls.map(({ batch, step }) => encodeStep(batch, step, list))
  const quorum = await collectQuorum(operators, place, data, () => evidenceFor(cycle, calls))
  return await store.transaction(async (trx) => {
    await lockChainState(trx, 'batches')
    const histories = await stepHistories(trx, batchIds(calls))
    if (calls.some(({ batch, step }) => historyOf(histories, batch, step).underWay)) return false
    const id = await enqueueTransaction(trx, {
      kind: 'cycle',
      reference: `cycle:${newId<string>()}`,
      to: place.ledger,
      data: ledgerInterface.encodeFunctionData('operate', [data, quorum]),
      createdAt: clock.now(),
    })
    const made = calls.map(({ batch, step }) => ({ batchId: batch.id, step }))
    await insertBatchCalls(trx, made, id, clock.now())
    return true
  })
}

/** What operators elsewhere compute the calls again from. */
function evidenceFor({ store, place }: Cycle, calls: readonly Call[]) {
  return store.transaction((trx) => Promise.all(calls.map(({ batch }) => fullEvidenceOf(trx, place, batch))))
}

function batchIds(calls: readonly Call[]): BatchId[] {
  return calls.map((call) => call.batch.id)
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}
