import { hexlify, randomBytes } from 'ethers'
import { type Clock, msBetween } from '../../clock.ts'
import { type BatchId, newId } from '../../ids.ts'
import { publishedLeaf } from '../../ledger/label-leaf.ts'
import { labelTree } from '../../ledger/label-tree.ts'
import { encodeAnnotators, encodeByteList } from '../../ledger/packed-bytes.ts'
import { type Batch, insertBatch, lastBatchNumber } from '../../store/batches.ts'
import { lockChainState } from '../../store/chain-state.ts'
import type { Trx } from '../../store/database.ts'
import { type PendingAnnotation, pendingAnnotations, setStakeLocks } from '../../store/pending-annotations.ts'
import { countTakenSeats } from '../../store/seats.ts'
import { gatherSeats } from './gather-seats.ts'
import { validationOf } from './project-validation.ts'
import { publishedLabel } from './published-label.ts'

/** When a batch is made. */
export interface BatchLimits {
  /** Annotations in a batch at most: up to 1,000. */
  readonly items: number
  /** Time after which a batch is made however small it is. */
  readonly waitMs: number
}

const TAKEN_AT_ONCE = 1_000
const MAX_ANNOTATORS = 256

/**
 * Makes batches of the annotations that wait for the ledger, each of one project: of as many as a batch holds, or of
 * fewer once the oldest has waited long enough. With too few validators they wait for more first. Returns how many.
 */
export async function makeBatches(trx: Trx, clock: Clock, limits: BatchLimits): Promise<number> {
  await lockChainState(trx, 'batches')
  const pending = await pendingAnnotations(trx, TAKEN_AT_ONCE)
  let number = await lastBatchNumber(trx)
  const before = number
  const seats = await countTakenSeats(trx)
  for (const [projectId, group] of Map.groupBy(pending, (one) => one.projectId)) {
    const terms = await validationOf(trx, projectId)
    const now = clock.now()
    const ready = group.filter((one) => gatherSeats(seats, terms, one.createdAt, now) === 'batch')
    for (const chosen of chunksOf(ready, limits.items)) {
      const [oldest] = chosen
      const due = oldest && msBetween(oldest.createdAt, clock.now()) >= limits.waitMs
      if (chosen.length < limits.items && !due) continue
      number++
      await makeBatch(trx, clock, number, chosen)
    }
  }
  return number - before
}

/** Pieces that fit a batch, in order. */
function* chunksOf(group: readonly PendingAnnotation[], size: number): Generator<PendingAnnotation[]> {
  let chunk: PendingAnnotation[] = []
  let annotators = new Set<number>()
  for (const one of group) {
    const full =
      chunk.length === size || (annotators.size === MAX_ANNOTATORS && !annotators.has(one.annotator))
    if (full) {
      yield chunk
      chunk = []
      annotators = new Set()
    }
    chunk.push(one)
    annotators.add(one.annotator)
  }
  if (chunk.length > 0) yield chunk
}

async function makeBatch(
  trx: Trx,
  clock: Clock,
  number: number,
  chosen: readonly PendingAnnotation[],
): Promise<void> {
  const [first] = chosen
  if (!first) return
  const salt = hexlify(randomBytes(32))
  const annotators = [...new Set(chosen.map((one) => one.annotator))].sort((a, b) => a - b)
  const batch: Batch = {
    id: newId<BatchId>(),
    number,
    projectId: first.projectId,
    ledgerProject: first.ledgerProject,
    state: 'made',
    secret: hexlify(randomBytes(32)),
    salt,
    labelsRoot: labelTree(leavesOf(salt, chosen)).root,
    annotators: encodeAnnotators(annotators),
    items: encodeByteList(chosen.map((one) => annotators.indexOf(one.annotator))),
    terms: null,
    seatCount: null,
    seedBlock: null,
    seed: null,
    votes: null,
    openItems: [],
    expertItems: [],
    verdicts: null,
    panelSeed: null,
    panelVotes: null,
    endsAt: null,
    settledBlock: null,
    paidBy: null,
    paidHash: null,
    accounted: true,
  }
  const items = chosen.map(({ itemId, round, annotationId }, position) => ({
    position,
    itemId,
    round,
    annotationId,
  }))
  await insertBatch(trx, batch, items, clock.now())
  const annotations = chosen.map((one) => one.annotationId)
  await setStakeLocks(trx, annotations, 'queued')
}

function leavesOf(salt: string, chosen: readonly PendingAnnotation[]): string[] {
  return chosen.map((one, index) => publishedLeaf(salt, { ...publishedLabel(one, one.annotator), index }))
}
