import { type AnnotationTerms, annotationValue } from '../quality/policy/annotation-value.ts'
import type { RoundOutcome } from './decide-round.ts'

/** What is believed of an item when its round has met the rule. */
export interface RoundBelief {
  /** Probability of each label. */
  readonly posterior: readonly number[]
  /** The labels in the same order. */
  readonly labels: readonly string[]
}

/** True when belief has a say: the rule would decide and the project allows another annotation. */
export function mayAskMore(outcome: RoundOutcome, maxRedundancy: number): boolean {
  return outcome.kind === 'decided' && outcome.total < maxRedundancy
}

/**
 * What becomes of a round by the rule and by belief together. Belief decides nothing: it can only ask for
 * one more annotation, where a decision is due, another annotation is allowed, and its expected value
 * is positive.
 */
export function adaptRound(
  outcome: RoundOutcome,
  maxRedundancy: number,
  { posterior, labels }: RoundBelief,
  terms: AnnotationTerms,
): RoundOutcome {
  if (outcome.kind !== 'decided' || !mayAskMore(outcome, maxRedundancy)) return outcome
  const probability = posterior[labels.indexOf(outcome.label)] ?? 0
  const value = annotationValue(probability, labels.length, terms)
  return value > 0 ? { kind: 'widen', wanted: outcome.total + 1 } : outcome
}
