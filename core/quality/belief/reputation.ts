import { betaQuantile } from '../beta-distribution.ts'
import { PRIOR } from '../graded-model.ts'

/** Right and wrong answers of a person, older ones weighing less. */
export interface Evidence {
  readonly right: number
  readonly wrong: number
}

/** One answer that can be judged. */
export interface Judged {
  readonly right: boolean
  /** How sure the judgement is: 1 on a gold item, the decision's posterior elsewhere. */
  readonly weight: number
}

/** How accurate a person is, and how sure that is. */
export interface Reputation {
  readonly accuracy: number
  /** Standard deviation of the accuracy. */
  readonly uncertainty: number
}

/** What each judged answer leaves of those before it: 69 answers halve their weight. */
export const KEPT = 0.99
/** Answers that what is expected of a newcomer is worth. */
const NEWCOMER_WEIGHT = 5

/** The evidence after one more judged answer. */
export function judge({ right, wrong }: Evidence, answer: Judged): Evidence {
  const [gainedRight, gainedWrong] = answer.right ? [answer.weight, 0] : [0, answer.weight]
  return { right: right * KEPT + gainedRight, wrong: wrong * KEPT + gainedWrong }
}

/**
 * A person's reputation from their evidence: mean and standard deviation of a Beta distribution that starts
 * at what is expected of a newcomer.
 * Source: Beta reputation with forgetting, Jøsang and Ismail, Bled eConference 2002.
 */
export function reputationOf(evidence: Evidence): Reputation {
  const [a, b] = betaOf(evidence)
  const sum = a + b
  return { accuracy: a / sum, uncertainty: Math.sqrt((a * b) / (sum * sum * (sum + 1))) }
}

/** The values that a person's accuracy is above, and below, with probability `confidence` each. */
export function reputationBounds(evidence: Evidence, confidence: number): { low: number; high: number } {
  const [a, b] = betaOf(evidence)
  return { low: betaQuantile(1 - confidence, a, b), high: betaQuantile(confidence, a, b) }
}

/** The parameters of a person's Beta distribution. */
function betaOf({ right, wrong }: Evidence): [right: number, wrong: number] {
  return [right + NEWCOMER_WEIGHT * PRIOR.accuracy, wrong + NEWCOMER_WEIGHT * (1 - PRIOR.accuracy)]
}
