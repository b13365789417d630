import { PRIOR } from '../graded-model.ts'

/** Right and wrong answers of a person, older ones weighing less. */
export interface Evidence {
  readonly right: number
  readonly wrong: number
}

/** One answer that can be judged. */
export interface JudgedAnswer {
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
const KEPT = 0.99
/** Answers that what is expected of a newcomer is worth. */
const NEWCOMER_WEIGHT = 5

/** The evidence after one more judged answer. */
export function judge({ right, wrong }: Evidence, answer: JudgedAnswer): Evidence {
  const [gainedRight, gainedWrong] = answer.right ? [answer.weight, 0] : [0, answer.weight]
  return { right: right * KEPT + gainedRight, wrong: wrong * KEPT + gainedWrong }
}

/**
 * A person's reputation from their evidence: mean and standard deviation of a Beta distribution that starts
 * at what is expected of a newcomer.
 * Source: Beta reputation with forgetting, Jøsang and Ismail, Bled eConference 2002.
 */
export function reputationOf({ right, wrong }: Evidence): Reputation {
  const a = right + NEWCOMER_WEIGHT * PRIOR.accuracy
  const b = wrong + NEWCOMER_WEIGHT * (1 - PRIOR.accuracy)
  const sum = a + b
  return { accuracy: a / sum, uncertainty: Math.sqrt((a * b) / (sum * sum * (sum + 1))) }
}
