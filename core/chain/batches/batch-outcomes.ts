import { ballotsOf, castVotes, drawValidators, type Round } from '../../ledger/book/draw-ballots.ts'
import { SEED_DELAY } from '../../ledger/deadlines.ts'
import { decodeForExperts, decodeForPanel, type OpenEntry } from '../../ledger/open-items.ts'
import { decodeAnnotators, decodeByteList, decodeVotes } from '../../ledger/packed-bytes.ts'
import { epochOf } from '../../ledger/record.ts'
import { hourOf } from '../../ledger/units.ts'
import { verdictOf } from '../../ledger/verdict.ts'
import type { BatchWord, ParamsWord, SeatWord } from '../../ledger/words.ts'
import type { Batch } from '../../store/batches.ts'
import type { ItemOutcome } from '../reviews.ts'
import { expiryPayments, type ItemPayments, itemPayments } from './item-payments.ts'

/** How an item ended and what that pays; nothing is paid for skipped and void ones, and for expired ones only what late
 * operators lose. */
export interface EndedItem {
  readonly outcome: ItemOutcome
  readonly payments: ItemPayments | null
}

/** What of the ledger outcomes depend on: its words right before the call that paid. */
export interface LedgerBefore {
  readonly word: BatchWord
  readonly params: ParamsWord
  readonly seats: Map<number, SeatWord>
  /** Of the block of the call, in seconds since 1970. */
  readonly timestamp: number
  /** Units that late operators pay for a batch that expired; 0 for any other call. */
  readonly penalty: bigint
}

const VERDICTS = [null, 'accepted', 'rejected', 'void', 'unclear'] as const

/** The items that the latest paying call of a batch ended, by position, recomputed from the draw and the votes.
 * @throws Error when the ledger ended an item for which the rules have no verdict */
export function batchOutcomes(batch: Batch, before: LedgerBefore): Map<number, EndedItem> {
  switch (batch.paidBy) {
    case 'BatchSettled':
      return settledItems(batch, before)
    case 'PanelResolved':
      return panelItems(batch, before)
    case 'VerdictResolved':
      return expertItems(batch, before, () => true)
    case 'OpenVoided':
      return expertItems(batch, before, isStillHeld(before))
    case 'BatchExpired':
      return expired(batch, before)
    default:
      return new Map()
  }
}

function settledItems(batch: Batch, before: LedgerBefore): Map<number, EndedItem> {
  const { params, seats } = before
  const annotators = decodeAnnotators(batch.annotators)
  const terms = decodeByteList(batch.terms ?? '0x')
  const votes = decodeVotes(batch.votes ?? '0x', params.draws)
  const round = roundOf(before, batch.seed, params.draws)
  const open = new Set(openPositions(batch))
  const ended = new Map<number, EndedItem>()
  for (const [item, index] of decodeByteList(batch.items).entries()) {
    const term = terms[index] ?? 0
    if (term === 0) ended.set(item, { outcome: 'skipped', payments: null })
    if (term === 0 || open.has(item)) continue
    const drawn = drawValidators({ seats }, round, { item, annotator: annotators[index] ?? 0 })
    const cast = votes[item] ?? []
    const verdict = verdictOf(ballotsOf(drawn, cast), params)
    ended.set(item, decided(batch, params, item, { verdict, term, entries: castVotes(drawn, cast) }))
  }
  return ended
}

function panelItems(batch: Batch, before: LedgerBefore): Map<number, EndedItem> {
  const { params, seats } = before
  const votes = decodeVotes(batch.panelVotes ?? '0x', params.panelDraws)
  const round = roundOf(before, batch.panelSeed, params.panelDraws)
  const left = new Set(decodeForExperts(batch.expertItems).map((open) => open.item))
  const rule = { thresholdBp: params.thresholdBp, minVotes: params.panelMinVotes }
  const ended = new Map<number, EndedItem>()
  for (const [index, open] of decodeForPanel(batch.openItems).entries()) {
    if (left.has(open.item)) continue
    const without = open.first.map((entry) => entry.seat).toSorted((a, b) => a - b)
    const drawn = drawValidators({ seats }, round, { item: open.item, annotator: open.annotator, without })
    const cast = votes[index] ?? []
    const verdict = verdictOf(ballotsOf(drawn, cast), rule)
    const entries = [...open.first, ...castVotes(drawn, cast)]
    ended.set(open.item, decided(batch, params, open.item, { verdict, term: open.term, entries }))
  }
  return ended
}

/** Whoever has left the seat by which they voted is not there to be paid when nobody decided in time. */
function isStillHeld({ seats, word }: LedgerBefore): (entry: OpenEntry) => boolean {
  const locked = word.seedBlock - SEED_DELAY
  return ({ seat }) => {
    const held = seats.get(seat)
    return held !== undefined && held.owner !== 0 && held.joinedBlock <= locked
  }
}

function expertItems(
  batch: Batch,
  { params }: LedgerBefore,
  counts: (entry: OpenEntry) => boolean,
): Map<number, EndedItem> {
  const verdicts = decodeByteList(batch.verdicts ?? '0x')
  const ended = new Map<number, EndedItem>()
  for (const [index, open] of decodeForExperts(batch.expertItems).entries()) {
    const verdict = VERDICTS[verdicts[index] ?? 0] ?? 'open'
    if (verdict === 'void') ended.set(open.item, { outcome: 'void', payments: null })
    else {
      const entries = [...open.first, ...open.panel].filter(counts)
      ended.set(open.item, decided(batch, params, open.item, { verdict, term: open.term, entries }))
    }
  }
  return ended
}

function expired(batch: Batch, { penalty }: LedgerBefore): Map<number, EndedItem> {
  const terms = decodeByteList(batch.terms ?? '0x')
  const items = decodeByteList(batch.items)
  const payments = expiryPayments(penalty, items.filter((index) => terms[index]).length)
  return new Map(
    items.map((index, item) => {
      const ended = terms[index] ? ({ outcome: 'expired', payments } as const) : SKIPPED
      return [item, ended]
    }),
  )
}

const SKIPPED: EndedItem = { outcome: 'skipped', payments: null }

function decided(
  batch: Batch,
  params: ParamsWord,
  item: number,
  ended: {
    verdict: 'accepted' | 'rejected' | 'unclear' | 'open'
    term: number
    entries: readonly OpenEntry[]
  },
): EndedItem {
  const { verdict, term, entries } = ended
  if (verdict === 'open')
    throw new Error(`the ledger decided item ${item} of batch ${batch.number} without a verdict`)
  return { outcome: verdict, payments: itemPayments(params, { verdict, term, entries }) }
}

function openPositions(batch: Batch): number[] {
  return [...decodeForPanel(batch.openItems), ...decodeForExperts(batch.expertItems)].map((open) => open.item)
}

function roundOf({ word, timestamp }: LedgerBefore, seed: string | null, draws: number): Round {
  return {
    seed: seed ?? '0x',
    nSeats: word.nSeats,
    lockBlock: word.seedBlock - SEED_DELAY,
    epoch: word.epoch,
    epochNow: epochOf(hourOf(timestamp)),
    draws,
  }
}
