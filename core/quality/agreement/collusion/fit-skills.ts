import type { Answers } from '../answers.ts'
import type { PairCount } from './pair-counts.ts'

const ROUNDS = 40

/**
 * What each person adds to agreement: people who only know the same truth agree on `chance` plus the product
 * of their skills, whatever the items' difficulty, because that scales all products alike. Least squares by
 * turns from `start`, a pair weighing as its items do; no skill is below 0. `isApart` leaves the pairs within
 * a group out of the fit.
 * Source: the one-factor structure of independent annotators, as in Y. Zhang, X. Chen, D. Zhou, M. Jordan,
 * "Spectral Methods Meet EM: A Provably Optimal Algorithm for Crowdsourcing" (2014), section 3.
 */
export function fitSkills(
  pairs: readonly PairCount[],
  start: Float64Array,
  isApart: readonly boolean[] = [],
): Float64Array {
  const used = pairs.filter(({ one, other }) => !(isApart[one] && isApart[other]))
  const skills = start.slice()
  const products = new Float64Array(start.length)
  const squares = new Float64Array(start.length)
  for (let round = 0; round < ROUNDS; round++) {
    products.fill(0)
    squares.fill(1)
    for (const { one, other, items, agreed, chance } of used) {
      const excess = agreed - items * chance
      const [mine, theirs] = [skills[one] ?? 0, skills[other] ?? 0]
      products[one] = (products[one] ?? 0) + excess * theirs
      products[other] = (products[other] ?? 0) + excess * mine
      squares[one] = (squares[one] ?? 0) + items * theirs * theirs
      squares[other] = (squares[other] ?? 0) + items * mine * mine
    }
    for (const [person, skill] of skills.entries()) {
      const fitted = (products[person] ?? 0) / (squares[person] ?? 1)
      // Half a step: full steps of everybody at once would swing.
      skills[person] = (skill + Math.min(1, Math.max(0, fitted))) / 2
    }
  }
  return skills
}

/** Skills to start the fit from: how much more often than blindly a person gives the reference labels. What
 * most people agree on decides whose agreement is skill and whose must be explained otherwise. */
export function firstSkills(answers: Answers, reference: readonly (number | null)[]): Float64Array {
  const right = new Float64Array(answers.people)
  const total = new Float64Array(answers.people).fill(2)
  for (const { item, person, label } of answers.list) {
    total[person] = (total[person] ?? 0) + 1
    if (label === reference[item]) right[person] = (right[person] ?? 0) + 1
  }
  return right.map((count, person) => {
    const blind = 1 / answers.labels
    return Math.max(0, (count / (total[person] ?? 1) - blind) / (1 - blind))
  })
}

/** Share of items on which two people with such skills agree. */
export function expectedShare(
  skills: Float64Array,
  { one, other, chance }: Pick<PairCount, 'one' | 'other' | 'chance'>,
): number {
  const share = chance + (skills[one] ?? 0) * (skills[other] ?? 0)
  return Math.min(0.98, Math.max(0.02, share))
}
