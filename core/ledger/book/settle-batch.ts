import {
  escalatedCommitment,
  expertsCommitment,
  innerHash,
  type OpenBytes,
  proposedCommitment,
} from '../commitments.ts'
import { EXPERT_TIME, PANEL_PROPOSE_TIME, SEED_DELAY } from '../deadlines.ts'
import { encodeForExperts, encodeForPanel, type OpenEntry, type OpenItem } from '../open-items.ts'
import { encodeAnnotators, encodeByteList, encodeVotes, type Vote } from '../packed-bytes.ts'
import { epochOf } from '../record.ts'
import { hourOf } from '../units.ts'
import { type Verdict, verdictOf } from '../verdict.ts'
import type { BatchWord, ParamsWord } from '../words.ts'
import type { Batch, Book, Moment } from './book.ts'
import { ballotsOf, castVotes, drawValidators, type Round } from './draw-ballots.ts'
import { addDecided, type Dues, noDues, rewardsOf } from './dues.ts'
import { reservePerItem } from './lock-batch.ts'
import { type Payout, payoutOf } from './payout.ts'

/** Everything of a proposed batch. */
export interface Settlement {
  readonly labelsRoot: string
  readonly seed: string
  /** Account ids, ascending. */
  readonly annotators: readonly number[]
  /** By annotator: 0 skipped, else record class at the lock plus one. */
  readonly terms: readonly number[]
  /** By item: index of its annotator. */
  readonly items: readonly number[]
  /** By item: one vote for each draw. */
  readonly votes: readonly (readonly Vote[])[]
}

/** How one item ended in a round of peers. */
export interface Outcome {
  readonly item: number
  readonly annotator: number
  readonly verdict: Verdict | 'skipped'
  readonly entries: readonly OpenEntry[]
}

export interface Settled {
  readonly outcomes: readonly Outcome[]
  /** Items that go to a panel or to the experts. */
  readonly open: readonly OpenItem[]
  /** The same in words of hex, as the ledger emits them. */
  readonly openItems: readonly string[]
  readonly dues: Dues
  readonly payout: Payout
  readonly word: BatchWord
  readonly commitment: string
}

/** Commitment of a proposed batch with this content. */
function settlementHash(settlement: Settlement, draws: number): string {
  const inner = innerHash({
    labelsRoot: settlement.labelsRoot,
    annotators: encodeAnnotators(settlement.annotators),
    terms: encodeByteList(settlement.terms),
    items: encodeByteList(settlement.items),
  })
  return proposedCommitment(inner, encodeVotes(settlement.votes, draws), settlement.seed)
}

/** What settling a proposed batch does: draws, verdicts, and every word that changes. Writes nothing. */
export function settleBatch(book: Book, batch: Batch, settlement: Settlement, at: Moment): Settled {
  const { word } = batch
  const params = paramsOf(book, word)
  const round: Round = {
    seed: settlement.seed,
    nSeats: word.nSeats,
    lockBlock: word.seedBlock - SEED_DELAY,
    epoch: word.epoch,
    epochNow: epochOf(hourOf(at.timestamp)),
    draws: params.draws,
  }
  const outcomes = settlement.items.map((index, item): Outcome => {
    const annotator = settlement.annotators[index] ?? 0
    if (!settlement.terms[index]) return { item, annotator, verdict: 'skipped', entries: [] }
    const drawn = drawValidators(book, round, { item, annotator })
    const votes = settlement.votes[item] ?? []
    const verdict = batch.flagged.first.has(item) ? 'open' : verdictOf(ballotsOf(drawn, votes), params)
    return { item, annotator, verdict, entries: castVotes(drawn, votes) }
  })
  const termOf = (item: number) => settlement.terms[settlement.items[item] ?? -1] ?? 0
  const dues = noDues()
  const open: OpenItem[] = []
  for (const { item, annotator, verdict, entries } of outcomes) {
    if (verdict === 'skipped') continue
    const term = termOf(item)
    if (verdict !== 'open') addDecided(book, params, dues, { annotator, term, verdict, entries })
    else {
      const flagged = batch.flagged.first.has(item)
      open.push({ item, annotator, term, flagged, first: entries, panel: [] })
    }
  }
  const settled = settlementHash(settlement, params.draws)
  return {
    outcomes,
    open,
    dues,
    ...finish(book, { word, params, seed: settlement.seed, settled, open, dues }, at),
  }
}

/** The rules of a batch's project. */
export function paramsOf(book: Book, { project }: BatchWord): ParamsWord {
  const found = book.projects.get(project)
  if (!found) throw new RangeError(`no project ${project}`)
  return found.params
}

interface Ended {
  readonly word: BatchWord
  readonly params: ParamsWord
  readonly seed: string
  readonly settled: string
  readonly open: readonly OpenItem[]
  readonly dues: Dues
}

/** The batch afterwards: closed, or waiting for a panel when enough undrawn seats are left, or for the experts. */
function finish(book: Book, { word, params, seed, settled, open, dues }: Ended, at: Moment) {
  const kept = BigInt(open.length) * reservePerItem(params)
  const back = word.reserved - rewardsOf(dues) - kept + dues.dust
  const payout = payoutOf(book, { project: word.project, dues, back, vestHours: params.vestHours }, at)
  if (open.length === 0) {
    return {
      openItems: [],
      payout,
      commitment: settled,
      word: { ...word, state: 'closed' as const, reserved: kept, open: 0 },
    }
  }
  const panel = params.panelDraws > 0 && word.nSeats >= params.draws + params.panelMinVotes
  const openItems = panel ? encodeForPanel(open) : encodeForExperts(open)
  const next: BatchWord = {
    ...word,
    state: panel ? 'escalated' : 'experts',
    end: at.timestamp + (panel ? PANEL_PROPOSE_TIME : EXPERT_TIME),
    reserved: kept,
    open: open.length,
  }
  const bytes: OpenBytes = { settled, seed, openItems }
  const commitment = panel ? escalatedCommitment(bytes, at.block + SEED_DELAY) : expertsCommitment(bytes)
  return { openItems, payout, commitment, word: next }
}
