import { PRIOR } from '../graded-model.ts'

/** What an annotation costs and what a wrong label loses, in one unit. */
export interface AnnotationTerms {
  readonly annotationCost: number
  readonly wrongDecisionLoss: number
}

/**
 * Share of the probability of a wrong label that one more annotation by a person of the expected accuracy
 * takes away, on average over many annotations: one less the Bhattacharyya coefficient between their
 * answers to two labels. Source: Chernoff's bound at one half, Annals of Mathematical Statistics 23, 1952.
 */
export function shareResolved(classes: number): number {
  const right = PRIOR.accuracy
  const wrong = (1 - right) / Math.max(1, classes - 1)
  return 1 - (2 * Math.sqrt(right * wrong) + (classes - 2) * wrong)
}

/**
 * The expected value of another annotation: the expected loss it saves less its cost. `probability` is that
 * of the label that would be decided. It looks at what an annotation does in the long run, because the next
 * one alone seldom changes a label: looking one step ahead would stop too early.
 */
export function annotationValue(
  probability: number,
  classes: number,
  { annotationCost, wrongDecisionLoss }: AnnotationTerms,
): number {
  return wrongDecisionLoss * (1 - probability) * shareResolved(classes) - annotationCost
}

/** The probability from which another annotation is not worth its cost; at least 0. */
export function sureEnough(classes: number, { annotationCost, wrongDecisionLoss }: AnnotationTerms): number {
  return Math.max(0, 1 - annotationCost / (wrongDecisionLoss * shareResolved(classes)))
}

/** The loss with which `sureEnough` is `probability`, below 1, for an annotation that costs 1. */
export function lossFor(probability: number, classes: number): number {
  return 1 / ((1 - probability) * shareResolved(classes))
}

/**
 * The loss of a wrong decision, in annotations, of whoever wants at most `maxRedundancy` of them: that with
 * which the last two of so many still pay, when people of the expected accuracy vote between two labels.
 */
export function impliedLoss(maxRedundancy: number): number {
  const odd = Math.max(3, maxRedundancy - ((maxRedundancy + 1) % 2))
  return 2 / (majorityError(odd - 2) - majorityError(odd))
}

/** Probability that most of `count` (odd) people of the expected accuracy are wrong between two labels. */
function majorityError(count: number): number {
  const wrong = 1 - PRIOR.accuracy
  let error = 0
  let ways = 1
  for (let mistakes = 0; mistakes <= count; mistakes++) {
    if (2 * mistakes > count) error += ways * wrong ** mistakes * PRIOR.accuracy ** (count - mistakes)
    ways = (ways * (count - mistakes)) / (mistakes + 1)
  }
  return error
}
