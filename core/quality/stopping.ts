// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
/** What a project says labels cost and mistakes cost, in one unit of its choice. */
export interface Stakes {
  readonly annotationCost: number
  readonly wrongLabelLoss: number
}

export interface StoppingInput {
  /** Calibrated probability of each label. */
  readonly posterior: readonly number[]
  /** Expected accuracy of the people who could answer next. */
  readonly accuracy: number
  /** Annotations the item has. */
  readonly annotations: number
  readonly minimum: number
  readonly maximum: number
  readonly stakes: Stakes
}

export interface StoppingDecision {
  readonly ask: boolean
  readonly reason: 'below the minimum' | 'at the maximum' | 'worth its cost' | 'not worth its cost'
  /** Expected loss avoided less cost, for the best number of further annotations (0 when none pays). */
  readonly value: number
}

/** A wrong label costs as much as thirty annotations unless the project says otherwise. */
export const DEFAULT_STAKES: Stakes = { annotationCost: 1, wrongLabelLoss: 30 }

/** One more label seldom changes a decision alone, so the rule looks a few labels ahead. */
const HORIZON = 4

/** Unnormalised posteriors after every sequence of `depth` answers, visited as count vectors. */
function expectedTop(joint: readonly number[], accuracy: number, depth: number, from: number): number {
  if (depth === 0) return Math.max(...joint)
  const wrong = (1 - accuracy) / Math.max(1, joint.length - 1)
  let total = 0
  for (let label = from; label < joint.length; label++) {
    let next = joint
    // Answers come in any order: take all `times` answers of one label at once and weigh by the orders.
    for (let times = 1; times <= depth; times++) {
      next = next.map((p, k) => p * (k === label ? accuracy : wrong))
      const left = depth - times
      if (left > 0 && label === joint.length - 1) continue
      const orders = choose(depth, times)
      total += orders * (left === 0 ? Math.max(...next) : expectedTop(next, accuracy, left, label + 1))
    }
  }
  return total
}

function choose(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return result
}

/**
 * Probability that the most probable label will be right after `count` more independent answers of the
 * given accuracy; never below the present one.
 */
export function expectedConfidence(posterior: readonly number[], accuracy: number, count: number): number {
  return Math.max(Math.max(...posterior), expectedTop(posterior, accuracy, count, 0))
}

/**
 * Whether to ask for another annotation: while the loss it can be expected to avoid exceeds its cost, within
 * the project's bounds. Looks up to four answers ahead. Pure.
 * Source: expected value of sample information, Raiffa and Schlaifer 1961; for labels, Sheng, Provost and
 * Ipeirotis, KDD 2008.
 */
export function anotherAnnotation(input: StoppingInput): StoppingDecision {
  const { posterior, accuracy, annotations, stakes } = input
  if (annotations >= input.maximum) return { ask: false, reason: 'at the maximum', value: 0 }
  const now = Math.max(...posterior)
  const ahead = Math.min(HORIZON, input.maximum - annotations)
  let value = 0
  for (let count = 1; count <= ahead; count++) {
    const gain = expectedConfidence(posterior, accuracy, count) - now
    value = Math.max(value, gain * stakes.wrongLabelLoss - count * stakes.annotationCost)
  }
  if (annotations < input.minimum) return { ask: true, reason: 'below the minimum', value }
  return value > 0
    ? { ask: true, reason: 'worth its cost', value }
    : { ask: false, reason: 'not worth its cost', value: 0 }
}
