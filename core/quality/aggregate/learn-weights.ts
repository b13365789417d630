import type { Answer } from './aggregator.ts'

/** Rounds of fusing and weighing; weights hardly move after a few. */
const ROUNDS = 10
/** Answers' worth of doubt about a person, and the disagreement expected of somebody unknown. */
const PRIOR_ANSWERS = 10
const PRIOR_DISAGREEMENT = 0.3
/** Nobody is perfect: keeps a weight finite. */
const LEAST_SQUARE = 1e-3

/**
 * How much each person's answers should count where the task type has no model of mistakes: the inverse of their
 * mean squared disagreement with what everybody's answers come to, in turns. `fuse` makes one answer of an item's
 * answers, `agreement` compares somebody's answer with it (0 to 1). A person who answers at random ends with a
 * small fraction of the weight of one who knows; where nobody can be compared, all weigh the same.
 * Source: Li et al., "A Confidence-Aware Approach for Truth Discovery on Long-Tail Data" (CATD), VLDB 2014, with a
 * prior in place of its chi-squared bound for people with few answers.
 */
export function learnWeights<T, R>(
  answers: readonly Answer<T>[],
  fuse: (own: readonly Answer<T>[], weights: ReadonlyMap<string, number>) => R,
  agreement: (value: T, fused: R) => number,
): Map<string, number> {
  const groups = [...Map.groupBy(answers, ({ item }) => item).values()].filter((own) => own.length > 1)
  const people = new Set(answers.map(({ person }) => person))
  let weights = new Map([...people].map((person) => [person, 1]))
  for (let round = 0; round < ROUNDS; round++) {
    const losses = new Map<string, { count: number; squares: number }>()
    for (const own of groups) {
      const fused = fuse(own, weights)
      for (const { person, value } of own) {
        const { count, squares } = losses.get(person) ?? { count: 0, squares: 0 }
        losses.set(person, { count: count + 1, squares: squares + (1 - agreement(value, fused)) ** 2 })
      }
    }
    weights = new Map([...people].map((person) => [person, weightOf(losses.get(person))]))
  }
  return weights
}

function weightOf({ count, squares } = { count: 0, squares: 0 }): number {
  const mean = (squares + PRIOR_ANSWERS * PRIOR_DISAGREEMENT ** 2) / (count + PRIOR_ANSWERS)
  // Rounded, so that the order of people decides nothing.
  return Number((1 / Math.max(LEAST_SQUARE, mean)).toPrecision(9))
}
