import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { BatchId } from '../../ids.ts'
import { findBatch } from '../../store/batches.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import {
  endQuestion,
  type OpenWindow,
  putQuestion,
  type QuestionState,
  referenceOfQuestion,
  sentQuestions,
  windowsToDoubt,
} from '../../store/questions.ts'
import { fullEvidenceOf } from '../operator/evidence-of.ts'
import { collectQuestion, type LedgerPlace, type Operators } from '../quorum.ts'
import type { Reviews } from '../reviews.ts'
import { encodeQuestion } from './encode-question.ts'
import { tellQuestioned } from './tell-questioned.ts'

export interface Questioning {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly place: LedgerPlace
  readonly operators: Operators
  readonly reviews: Pick<Reviews, 'doubtful'>
}

/** Windows that one look goes through. */
const AT_ONCE = 20

/**
 * Has the operators question every doubtful verdict whose votes stand on the ledger, once for each stage of a batch,
 * while its window is open: others then look at the item before anybody loses anything. Notes what became of those that
 * were sent, and tells everybody concerned. Returns how many moved.
 */
export async function questionDoubtful(questioning: Questioning): Promise<number> {
  const { store, clock, reviews } = questioning
  let moved = await store.transaction((trx) => follow(trx, clock))
  const windows = await store.transaction((trx) => windowsToDoubt(trx, clock.now(), AT_ONCE))
  if (windows.length === 0) return moved
  const doubtful = await store.transaction((trx) => reviews.doubtful(trx, windows))
  for (const window of windows) {
    const positions = doubtful.get(window.batchId) ?? []
    if (await ask(questioning, window, positions)) moved++
  }
  return moved
}

async function follow(trx: Trx, clock: Clock): Promise<number> {
  let moved = 0
  for (const { transaction, ...sent } of await sentQuestions(trx)) {
    if (transaction !== 'confirmed' && transaction !== 'failed') continue
    const isTaken = transaction === 'confirmed'
    if (!(await endQuestion(trx, sent, isTaken ? 'taken' : 'failed'))) continue
    if (isTaken) await tellQuestioned(trx, clock, sent)
    moved++
  }
  return moved
}

/** Stores what was found, and sends it to the court if there is anything; false when it has to wait for operators. */
async function ask(
  questioning: Questioning,
  { batchId, number: batch, stage }: OpenWindow,
  positions: readonly number[],
): Promise<boolean> {
  const { store, clock, place } = questioning
  const put = (trx: Trx, state: QuestionState) =>
    putQuestion(trx, { batchId, stage, positions, state }, clock.now())
  if (positions.length === 0) return await store.transaction((trx) => put(trx, 'none'))
  const asked = { batch, round: stage === 1 ? 1 : 2, items: positions } as const
  const quorum = await signed(questioning, batchId, asked)
  return await store.transaction(async (trx) => {
    if (!(await put(trx, quorum ? 'sent' : 'asked')) || !quorum) return false
    const reference = referenceOfQuestion({ batchId, stage })
    const data = encodeQuestion(asked, quorum)
    const wanted = { kind: 'court', reference, to: place.court, data } as const
    await enqueueTransaction(trx, { ...wanted, createdAt: clock.now() })
    return true
  })
}

/** The operators' signatures; null while too few give theirs: what nobody questions goes its way. */
async function signed(
  { store, log, place, operators }: Questioning,
  batchId: BatchId,
  asked: Parameters<typeof collectQuestion>[2],
) {
  const evidence = () =>
    store.transaction(async (trx) => [await fullEvidenceOf(trx, place, await findBatch(trx, batchId))])
  try {
    return await collectQuestion(operators, place, asked, evidence)
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown
    log.warn({ err: thrown, batch: asked.batch }, 'a doubtful verdict could not be questioned')
    return null
  }
}
