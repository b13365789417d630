import type { Clock } from '../../clock.ts'
import { drawValidators, type Round } from '../../ledger/book/draw-ballots.ts'
import { SEED_DELAY } from '../../ledger/deadlines.ts'
import { firstSeed, panelSeed } from '../../ledger/draw.ts'
import { decodeForPanel } from '../../ledger/open-items.ts'
import { decodeAnnotators, decodeByteList } from '../../ledger/packed-bytes.ts'
import { epochOf } from '../../ledger/record.ts'
import { hourOf } from '../../ledger/units.ts'
import { type BatchStep, stepHistories } from '../../store/batch-calls.ts'
import { type Batch, type BatchState, openBatches, updateBatch } from '../../store/batches.ts'
import type { Store } from '../../store/database.ts'
import type { ChainClient } from '../client.ts'
import { readLedger } from '../read-ledger.ts'
import type { Reviews } from '../reviews.ts'
import { askValidators, type DrawnFor } from './ask-validators.ts'

export interface Drawing {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly ledger: string
  readonly reviews: Reviews
}

/** The round of a batch that waits for its draw, or for the votes of those drawn. */
const STAGES: Partial<Record<BatchState, { readonly stage: 1 | 2; readonly drawn: boolean }>> = {
  locked: { stage: 1, drawn: false },
  drawn: { stage: 1, drawn: true },
  escalated: { stage: 2, drawn: false },
  panelDrawn: { stage: 2, drawn: true },
}

/**
 * Draws the validators of every batch whose seed can be known, exactly as the ledger will, and asks them. The seed's
 * block must be as deep as everything else that is believed; where a reorganisation replaced it all the same, they are
 * drawn again, as the ledger takes votes only for the draw that stands. Returns how many batches were drawn.
 */
export async function drawBatches(drawing: Drawing): Promise<number> {
  const { store, client } = drawing
  const open = await store.transaction((trx) => openBatches(trx))
  const waiting = open.filter(({ state }) => STAGES[state])
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
  const { client, ledger } = drawing
  const { stage, drawn: again } = STAGES[batch.state] ?? { stage: 1, drawn: false }
  const block = await client.provider.getBlock(batch.seedBlock ?? 0)
  if (!block?.hash) return false
  const seed =
    stage === 1
      ? firstSeed(batch.secret, block.hash, batch.number)
      : panelSeed(batch.seed ?? '0x', block.hash)
  if (again && seed === (stage === 1 ? batch.seed : batch.panelSeed)) return false
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
  return await keepDraw(drawing, batch, { seed, stage, drawn, again })
}

interface Drawn {
  readonly seed: string
  readonly stage: 1 | 2
  readonly drawn: readonly DrawnFor[]
  /** Others were drawn before. */
  readonly again: boolean
}

/** Asks those drawn, unless somebody else moved the batch on meanwhile. Votes that are on their way to the ledger for
 * an earlier draw first have to be refused there: in the end it might be that draw which stands. */
async function keepDraw(
  { store, clock, reviews }: Drawing,
  batch: Batch,
  { seed, stage, drawn, again }: Drawn,
): Promise<boolean> {
  return await store.transaction(async (trx) => {
    const now = (await openBatches(trx)).find((one) => one.id === batch.id)
    if (now?.state !== batch.state) return false
    const step: BatchStep = stage === 1 ? 'propose' : 'panel'
    const histories = again ? await stepHistories(trx, [batch.id]) : new Map()
    if (histories.get(`${batch.id} ${step}`)?.underWay) return false
    await askValidators(trx, { clock, reviews }, batch, { stage, drawn, again })
    const change =
      stage === 1
        ? ({ state: 'drawn', seed, votes: null } as const)
        : ({ state: 'panelDrawn', panelSeed: seed, panelVotes: null } as const)
    await updateBatch(trx, { ...now, ...change }, clock.now())
    return true
  })
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
