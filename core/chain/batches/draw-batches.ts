import { AbiCoder, keccak256 } from 'ethers'
import type { Clock } from '../../clock.ts'
import type { ItemId } from '../../ids.ts'
import { type DrawnSeat, drawValidators, type Round } from '../../ledger/book/draw-ballots.ts'
import { SEED_DELAY } from '../../ledger/deadlines.ts'
import { firstSeed } from '../../ledger/draw.ts'
import { decodeForPanel } from '../../ledger/open-items.ts'
import { decodeAnnotators, decodeByteList } from '../../ledger/packed-bytes.ts'
import { epochOf, weightOfClass } from '../../ledger/record.ts'
import { hourOf } from '../../ledger/units.ts'
import { type Batch, itemsOfBatch, openBatches, setOutcomes, updateBatch } from '../../store/batches.ts'
import type { Store, Trx } from '../../store/database.ts'
import { ownersOfSeats } from '../../store/seats.ts'
import type { ChainClient } from '../client.ts'
import { readLedger } from '../read-ledger.ts'
import type { Reviews } from '../reviews.ts'

export interface Drawing {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly ledger: string
  readonly reviews: Reviews
}

/** Seats drawn for one item of a batch. */
interface DrawnFor {
  readonly position: number
  readonly drawn: readonly DrawnSeat[]
}

/**
 * Draws the validators of every batch whose seed can be known, exactly as the ledger will, and asks them. The seed's
 * block must be as deep as everything else that is believed. Returns how many batches were drawn.
 */
export async function drawBatches(drawing: Drawing): Promise<number> {
  const { store, client } = drawing
  const waiting = (await store.transaction((trx) => openBatches(trx))).filter(
    ({ state }) => state === 'locked' || state === 'escalated',
  )
  if (waiting.length === 0) return 0
  const head = (await client.provider.getBlockNumber()) - client.confirmations
  let count = 0
  for (const batch of waiting) {
    if (batch.seedBlock === null || batch.seedBlock >= head) continue
    if (await drawBatch(drawing, batch)) count++
  }
  return count
}

async function drawBatch(drawing: Drawing, batch: Batch): Promise<boolean> {
  const { store, client, clock, ledger } = drawing
  const block = await client.provider.getBlock(batch.seedBlock ?? 0)
  if (!block?.hash) return false
  const stage = batch.state === 'locked' ? 1 : 2
  const seed = stage === 1 ? firstSeed(batch.secret, block.hash, batch.number) : panelSeed(batch, block.hash)
  const reader = readLedger(client, ledger, 'latest')
  const word = await reader.batch(batch.number)
  const params = await reader.params(batch.ledgerProject)
  const seats = await reader.seats(word.nSeats)
  const round: Round = {
    seed,
    nSeats: word.nSeats,
    lockBlock: word.seedBlock - SEED_DELAY,
    epoch: word.epoch,
    epochNow: epochOf(hourOf(block.timestamp)),
    draws: stage === 1 ? params.draws : params.panelDraws,
  }
  const drawn = stage === 1 ? firstDraw(batch, { seats }, round) : panelDraw(batch, { seats }, round)
  return await store.transaction(async (trx) => {
    const now = (await openBatches(trx)).find((one) => one.id === batch.id)
    if (now?.state !== batch.state) return false
    await ask(trx, drawing, batch, stage, drawn)
    const change =
      stage === 1 ? ({ state: 'drawn', seed } as const) : ({ state: 'panelDrawn', panelSeed: seed } as const)
    await updateBatch(trx, { ...now, ...change }, clock.now())
    return true
  })
}

function panelSeed({ seed }: Batch, blockHash: string): string {
  return keccak256(
    AbiCoder.defaultAbiCoder().encode(['bytes32', 'bytes32', 'string'], [seed, blockHash, 'panel']),
  )
}

type SeatWords = Parameters<typeof drawValidators>[0]

function firstDraw(batch: Batch, book: SeatWords, round: Round): DrawnFor[] {
  const annotators = decodeAnnotators(batch.annotators)
  const terms = decodeByteList(batch.terms ?? '0x')
  const items = decodeByteList(batch.items)
  return items.flatMap((index, position) => {
    const annotator = annotators[index] ?? 0
    return terms[index]
      ? [{ position, drawn: drawValidators(book, round, { item: position, annotator }) }]
      : []
  })
}

function panelDraw(batch: Batch, book: SeatWords, round: Round): DrawnFor[] {
  return decodeForPanel(batch.openItems).map(({ item, annotator, first }) => {
    const without = first.map((entry) => entry.seat).sort((a, b) => a - b)
    return { position: item, drawn: drawValidators(book, round, { item, annotator, without }) }
  })
}

/** The ledger could not lock the annotator's stake: somebody else may annotate the item. */
async function skip(
  trx: Trx,
  { clock, reviews }: Pick<Drawing, 'clock' | 'reviews'>,
  batch: Batch,
  position: number,
  itemId: ItemId,
): Promise<void> {
  await setOutcomes(trx, batch.id, new Map([[position, 'skipped']]))
  await reviews.close(trx, clock, { itemId, outcome: 'skipped' })
}

async function ask(
  trx: Trx,
  { clock, reviews }: Drawing,
  batch: Batch,
  stage: number,
  drawn: readonly DrawnFor[],
): Promise<void> {
  const owners = await ownersOfSeats(trx)
  const items = await itemsOfBatch(trx, batch.id)
  const byPosition = new Map(drawn.map((one) => [one.position, one.drawn]))
  for (const { position, itemId, round } of items) {
    const seats = byPosition.get(position)
    if (!seats) {
      if (stage === 1) await skip(trx, { clock, reviews }, batch, position, itemId)
      continue
    }
    const eligible = seats.flatMap(({ seat, eligible, recordClass }, place) =>
      eligible ? [{ seat, place, owner: owners.get(seat) ?? null, weight: weightOfClass(recordClass) }] : [],
    )
    await reviews.open(trx, clock, {
      projectId: batch.projectId,
      batchId: batch.id,
      itemId,
      round,
      stage,
      seats: eligible,
    })
  }
}
