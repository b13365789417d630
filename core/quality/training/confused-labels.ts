import { KEPT } from '../belief/reputation.ts'
import { betaCdf } from '../beta-distribution.ts'
import { PRIOR } from '../graded-model.ts'

/** An answer that was judged. */
export interface JudgedLabel {
  readonly label: string
  readonly truth: string
  /** How sure the judgement is. */
  readonly weight: number
}

/** Two labels a person confuses: what is `truth` they call `given`. */
export interface ConfusedLabels {
  readonly truth: string
  readonly given: string
  /** Share of what is `truth` that they call `given`. */
  readonly share: number
  /** How often they did. */
  readonly times: number
}

/** From this share on two labels are confused: an example is then worth more than the minute it takes. */
const CONFUSED_SHARE = 0.15
/** How sure that must be. An example too many does no harm, so far less than for a rank. */
const CONFIDENCE = 0.8
const FEWEST_TIMES = 2

/**
 * The labels a person confuses most, or null when it is not sure enough that they confuse any. `answers` are in
 * the order they were judged; older ones weigh less. The shares start at what is expected of an unknown person
 * (Dirichlet-multinomial, with the prior of the model of answers).
 */
export function confusedLabels(answers: readonly JudgedLabel[], classes: number): ConfusedLabels | null {
  const totals = new Map<string, number>()
  const pairs = new Map<string, { truth: string; given: string; weight: number; times: number }>()
  for (const [at, { label, truth, weight }] of answers.entries()) {
    const kept = weight * KEPT ** (answers.length - 1 - at)
    totals.set(truth, (totals.get(truth) ?? 0) + kept)
    if (label === truth) continue
    const key = JSON.stringify([truth, label])
    const pair = pairs.get(key) ?? { truth, given: label, weight: 0, times: 0 }
    pairs.set(key, { ...pair, weight: pair.weight + kept, times: pair.times + 1 })
  }
  const expected = (PRIOR.row * (1 - PRIOR.accuracy)) / Math.max(1, classes - 1)
  const found = [...pairs.values()].flatMap(({ truth, given, weight, times }) => {
    const a = weight + expected
    const b = (totals.get(truth) ?? 0) - weight + PRIOR.row - expected
    const isSure = 1 - betaCdf(CONFUSED_SHARE, a, b) >= CONFIDENCE
    return isSure && times >= FEWEST_TIMES ? [{ truth, given, share: a / (a + b), times, weight }] : []
  })
  const [worst] = found.sort((one, other) => other.weight - one.weight)
  return worst ? { truth: worst.truth, given: worst.given, share: worst.share, times: worst.times } : null
}
