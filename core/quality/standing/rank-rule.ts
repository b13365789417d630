import { type Rank, ranks } from '../../people/account.ts'
import { type Evidence, reputationBounds, reputationOf } from '../belief/reputation.ts'

/** What a rank asks for. */
export interface RankThreshold {
  /** Share of right answers, from 0 to 1. */
  readonly accuracy: number
  /** Judged answers at least, and those by gold among them. */
  readonly answers: number
  readonly gold: number
}

/** Which ranks people get, and keep. */
export interface RankRules {
  readonly annotator: RankThreshold
  readonly validator: RankThreshold
  readonly expert: RankThreshold
  /** How sure it must be that a person is above (or below) a threshold, from 0.5 to 1. */
  readonly confidence: number
  /** How far below a rank's threshold a person must be to lose it. */
  readonly margin: number
}

/** What the rule looks at. */
export interface RankEvidence extends Evidence {
  readonly judged: number
  readonly judgedByGold: number
}

/** A step up or down, with the figures that explain it. */
export interface RankChange {
  readonly from: Rank
  readonly to: Rank
  readonly accuracy: number
  /** The accuracy is above it, and below it, with the rule's confidence each. */
  readonly low: number
  readonly high: number
  /** The accuracy that the higher of both ranks asks for. */
  readonly threshold: number
}

/**
 * The step a person of rank `current` is due, or null. One goes up when the accuracy is surely at or above
 * what the next rank asks for, and down when it is surely more than the margin below what the own one asks
 * for: between the two nothing changes, so that nobody goes back and forth by chance.
 */
export function rankChange(current: Rank, evidence: RankEvidence, rules: RankRules): RankChange | null {
  const { accuracy } = reputationOf(evidence)
  const { low, high } = reputationBounds(evidence, rules.confidence)
  const at = ranks.indexOf(current)
  const figures = { from: current, accuracy, low, high }
  const next = ranks[at + 1]
  if (next && next !== 'trainee' && meets(evidence, low, rules[next])) {
    return { ...figures, to: next, threshold: rules[next].accuracy }
  }
  const previous = ranks[at - 1]
  if (!previous || current === 'trainee') return null
  const threshold = rules[current].accuracy
  return high < threshold - rules.margin ? { ...figures, to: previous, threshold } : null
}

function meets({ judged, judgedByGold }: RankEvidence, low: number, asked: RankThreshold): boolean {
  return low >= asked.accuracy && judged >= asked.answers && judgedByGold >= asked.gold
}
