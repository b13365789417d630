import type { PersonId } from '../../../core/ids.ts'
import { DRIFT_FALSE_ALARM_RATE } from '../../../core/insights/assess-health.ts'
import { numberAnswers } from '../../../core/insights/number-answers.ts'
import type { ItemState } from '../../../core/items/item.ts'
import { findDrift } from '../../../core/quality/agreement/drift.ts'
import { findSuspects } from '../../../core/quality/agreement/find-suspects.ts'
import type { PersonKind } from '../../../core/quality/simulation/community.ts'
import type { Trx } from '../../../core/store/database.ts'
import { type HealthAnswer, latestHealthAnswers } from '../../../core/store/health-answers.ts'
import { type BelievedItem, readBelievedItems } from '../../../core/store/item-beliefs.ts'
import { countAgreed } from '../../../core/store/settlement-counts.ts'
import type { PeerRecords } from './peer-records.ts'
import type { Played } from './play.ts'
import { type Stage, trueLabel } from './stage.ts'

/** Of the people of one kind who answered, how many the health report names. */
export interface Watched {
  readonly kind: PersonKind
  readonly people: number
  readonly flagged: number
}

/** What one play of a project came to. Shares are from 0 to 1. */
export interface Measured {
  readonly answers: number
  readonly answersPerItem: number
  /** Rewards of all items, in wei: those of items that wait for an expert as if the expert knew the truth. */
  readonly costWei: bigint
  /** Until the last answer, and until nine of ten items had theirs. */
  readonly days: number
  readonly mostDays: number
  /** Right labels among the decided items; null without any. */
  readonly decidedAccuracy: number | null
  /** Right labels of all items as an export states them: the decision, or else what is believed. */
  readonly accuracy: number
  readonly decided: number
  /** Shares of the items: those that wait for an expert, and those nobody could finish. */
  readonly toExperts: number
  readonly unfinished: number
  readonly skips: number
  readonly expiredLeases: number
  /** Share of the answers of people who do their best that lose stake. */
  readonly honestSlashed: number
  readonly watched: readonly Watched[]
}

const DAY_MS = 24 * 3_600_000
const MOST = 0.9
/** All annotations there are. */
const EVERYTHING = 10_000_000

/** Compares what a play left in the database with the truth. */
export async function measure(trx: Trx, stage: Stage, played: Played): Promise<Measured> {
  const { project } = stage
  const rows = await latestHealthAnswers(trx, project.id, EVERYTHING)
  const items = await readBelievedItems(trx, project.id)
  const judged = judge(stage, rows, items)
  const times = [...played.latestAnswerMs.values()].sort((a, b) => a - b)
  const count = (...states: ItemState[]) => items.filter(({ state }) => states.includes(state)).length
  const { skips, expiredLeases } = played
  return {
    answers: rows.length,
    answersPerItem: rows.length / items.length,
    costWei: await costOf(trx, stage, { rows, items, peers: played.peers }),
    days: (times.at(-1) ?? 0) / DAY_MS,
    mostDays: (times[Math.ceil(MOST * times.length) - 1] ?? 0) / DAY_MS,
    ...judged,
    toExperts: count('expert') / items.length,
    unfinished: count('open', 'review') / items.length,
    skips,
    expiredLeases,
    honestSlashed: played.peers ? slashedOfPeers(stage, played.peers) : honestSlashed(stage, rows),
    watched: watch(stage, rows),
  }
}

interface Bill {
  readonly rows: readonly HealthAnswer[]
  readonly items: readonly BelievedItem[]
  readonly peers: PeerRecords | null
}

/** What is owed for decided items, and for the others if an expert decides them rightly. */
async function costOf(trx: Trx, stage: Stage, { rows, items, peers }: Bill): Promise<bigint> {
  if (peers) return peers.paidWei
  const { id, definition } = stage.project
  const waiting = new Set(items.filter(({ state }) => state === 'expert').map(({ itemId }) => itemId))
  const right = rows.filter(({ itemId, label }) => waiting.has(itemId) && label === trueLabel(stage, itemId))
  return BigInt((await countAgreed(trx, id)) + right.length) * definition.rewards.annotation
}

function judge(stage: Stage, rows: readonly HealthAnswer[], items: readonly BelievedItem[]) {
  const names = stage.project.definition.schema.labels.map(({ name }) => name)
  const decisions = new Map(rows.map(({ itemId, decidedLabel }) => [itemId, decidedLabel]))
  let [decided, decidedRight, right] = [0, 0, 0]
  for (const { itemId, posterior } of items) {
    const truth = trueLabel(stage, itemId)
    const decision = decisions.get(itemId) ?? null
    if (decision !== null) {
      decided++
      if (decision === truth) decidedRight++
    }
    const stated = decision ?? likeliest(posterior, names)
    if (stated === truth) right++
  }
  return {
    decided,
    decidedAccuracy: decided > 0 ? decidedRight / decided : null,
    accuracy: right / items.length,
  }
}

function likeliest(posterior: readonly number[] | null, names: readonly string[]): string | undefined {
  return posterior === null ? undefined : names[posterior.indexOf(Math.max(...posterior))]
}

function kindsOf({ actors }: Stage): Map<PersonId, PersonKind> {
  return new Map(actors.map(({ person, account }) => [account.personId, person.kind]))
}

function honestSlashed(stage: Stage, rows: readonly HealthAnswer[]): number {
  const kinds = kindsOf(stage)
  const own = rows.filter(({ personId, decidedLabel }) => {
    const kind = kinds.get(personId)
    return decidedLabel !== null && (kind === 'honest' || kind === 'dropOut')
  })
  return own.filter(({ label, decidedLabel }) => label !== decidedLabel).length / Math.max(1, own.length)
}

function slashedOfPeers(stage: Stage, { judged }: PeerRecords): number {
  const kinds = kindsOf(stage)
  let [answers, slashed] = [0, 0]
  for (const [personId, own] of judged) {
    const kind = kinds.get(personId)
    if (kind !== 'honest' && kind !== 'dropOut') continue
    answers += own.answers
    slashed += own.slashed
  }
  return slashed / Math.max(1, answers)
}

/** Whom the product's health report would name to a moderator, by kind. */
function watch(stage: Stage, rows: readonly HealthAnswer[]): Watched[] {
  const labels = stage.project.definition.schema.labels.map(({ name }) => name)
  const numbered = numberAnswers(rows, labels)
  const { tooFast, constant, random, collusion } = findSuspects(numbered.answers)
  const drifting = findDrift(numbered.answers, DRIFT_FALSE_ALARM_RATE).people
  const named = new Set([
    ...[...tooFast, ...constant, ...random, ...drifting].map(({ person }) => person),
    ...collusion.flatMap(({ people }) => people),
  ])
  const kinds = kindsOf(stage)
  const counts = new Map<PersonKind, { people: number; flagged: number }>()
  for (const [number, personId] of numbered.people.entries()) {
    const kind = kinds.get(personId) ?? 'honest'
    const count = counts.get(kind) ?? { people: 0, flagged: 0 }
    counts.set(kind, { people: count.people + 1, flagged: count.flagged + (named.has(number) ? 1 : 0) })
  }
  return [...counts].map(([kind, count]) => ({ kind, ...count }))
}
