import { expertsCommitment, type OpenBytes } from '../commitments.ts'
import { EXPERT_TIME, PANEL_SETTLE_TIME, SEED_DELAY } from '../deadlines.ts'
import { encodeForExperts, type OpenItem } from '../open-items.ts'
import type { Vote } from '../packed-bytes.ts'
import { epochOf } from '../record.ts'
import { hourOf } from '../units.ts'
import { verdictOf } from '../verdict.ts'
import type { BatchWord, ParamsWord } from '../words.ts'
import type { Batch, Book, Moment } from './book.ts'
import { ballotsOf, castVotes, drawValidators, type Round } from './draw-ballots.ts'
import { addDecided, type Dues, noDues, rewardsOf } from './dues.ts'
import { reservePerItem } from './lock-batch.ts'
import { type Payout, payoutOf } from './payout.ts'
import { type Outcome, paramsOf } from './settle-batch.ts'

/** The open items of a batch with the votes of a panel. */
export interface PanelVotes {
  /** Commitment that was settled. */
  readonly settled: string
  /** The panel's seed. */
  readonly seed: string
  readonly open: readonly OpenItem[]
  /** By open item: one vote for each draw of the panel. */
  readonly votes: readonly (readonly Vote[])[]
}

export interface PanelResolved {
  readonly outcomes: readonly Outcome[]
  /** Items left to the experts. */
  readonly open: readonly OpenItem[]
  readonly openItems: readonly string[]
  readonly dues: Dues
  readonly payout: Payout
  readonly word: BatchWord
  readonly commitment: string
}

/**
 * What resolving a panel does: its votes alone decide, by the same rule, and the voters of both rounds are paid or
 * slashed by that verdict. What it leaves open, and what is flagged, goes to the experts. Writes nothing.
 */
export function resolvePanel(book: Book, batch: Batch, panel: PanelVotes, at: Moment): PanelResolved {
  const params = paramsOf(book, batch.word)
  const round = panelRound(batch.word, params, panel.seed, at)
  const rule = { thresholdBp: params.thresholdBp, minVotes: params.panelMinVotes }
  const dues = noDues()
  const outcomes: Outcome[] = []
  const left: OpenItem[] = []
  for (const [index, open] of panel.open.entries()) {
    const without = open.first.map(({ seat }) => seat).toSorted((a, b) => a - b)
    const drawn = drawValidators(book, round, { ...open, without })
    const votes = panel.votes[index] ?? []
    const entries = castVotes(drawn, votes)
    const flagged = batch.flagged.panel.has(open.item)
    const verdict = flagged ? 'open' : verdictOf(ballotsOf(drawn, votes), rule)
    outcomes.push({ item: open.item, annotator: open.annotator, verdict, entries })
    if (verdict === 'open') left.push({ ...open, flagged: open.flagged || flagged, panel: entries })
    else addDecided(book, params, dues, { ...open, verdict, entries: [...open.first, ...entries] })
  }
  return { outcomes, open: left, dues, ...finishPanel(book, { batch, params, panel, dues, left }, at) }
}

/** What handing a panel's items to the experts does, when nobody proposed or resolved in time. Writes nothing. */
export function skipPanel(batch: Batch, panel: Omit<PanelVotes, 'votes'>) {
  const { word } = batch
  const open = panel.open.map((item) => ({
    ...item,
    flagged: item.flagged || batch.flagged.panel.has(item.item),
  }))
  const deadline = word.state === 'panel' ? word.end + PANEL_SETTLE_TIME : word.end
  return { open, ...toExperts({ ...word, open: open.length }, { ...panel, open }, deadline) }
}

function panelRound(word: BatchWord, params: ParamsWord, seed: string, at: Moment): Round {
  return {
    seed,
    nSeats: word.nSeats,
    lockBlock: word.seedBlock - SEED_DELAY,
    epoch: word.epoch,
    epochNow: epochOf(hourOf(at.timestamp)),
    draws: params.panelDraws,
  }
}

interface PanelEnd {
  readonly batch: Batch
  readonly params: ParamsWord
  readonly panel: PanelVotes
  readonly dues: Dues
  readonly left: readonly OpenItem[]
}

function finishPanel(book: Book, { batch, params, panel, dues, left }: PanelEnd, at: Moment) {
  const kept = BigInt(left.length) * reservePerItem(params)
  const back = batch.word.reserved - rewardsOf(dues) - kept + dues.dust
  const { project } = batch.word
  const payout = payoutOf(book, { project, dues, back, vestHours: params.vestHours }, at)
  const word = { ...batch.word, reserved: kept, open: left.length }
  if (left.length > 0) return { payout, ...toExperts(word, { ...panel, open: left }, at.timestamp) }
  const closed: BatchWord = { ...word, state: 'closed' }
  return { payout, openItems: [], word: closed, commitment: panel.settled }
}

/** The experts' time runs from the moment at which the panel was over. */
function toExperts(word: BatchWord, panel: Omit<PanelVotes, 'votes'>, from: number) {
  const openItems = encodeForExperts(panel.open)
  const bytes: OpenBytes = { settled: panel.settled, seed: panel.seed, openItems }
  const next: BatchWord = { ...word, state: 'experts', end: from + EXPERT_TIME }
  return { openItems, word: next, commitment: expertsCommitment(bytes) }
}
