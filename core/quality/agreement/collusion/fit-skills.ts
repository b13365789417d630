import type { Answers } from '../answers.ts'
import type { PairCounts } from './pair-counts.ts'

const ROUNDS_AT_MOST = 40
const SETTLED = 0.002

/**
 * What each person adds to agreement: people who only know the same truth agree on `chance` plus the product
 * of their skills, whatever the items' difficulty, because that scales all products alike. Least squares by
 * turns from `start`, a pair weighing as its items do; no skill is below 0. `isApart` leaves the pairs within
 * a group out of the fit.
 * Source: the one-factor structure of independent annotators, as in Y. Zhang, X. Chen, D. Zhou, M. Jordan,
 * "Spectral Methods Meet EM: A Provably Optimal Algorithm for Crowdsourcing" (2014), section 3.
 */
export function fitSkills(
  pairs: PairCounts,
  start: Float64Array,
  isApart: readonly boolean[] = [],
): Float64Array {
  const weights = pairs.items.map((items, at) =>
    isApart[pairs.one[at] ?? 0] && isApart[pairs.other[at] ?? 0] ? 0 : items,
  )
  const excess = weights.map((weight, at) =>
    weight === 0 ? 0 : (pairs.agreed[at] ?? 0) - weight * (pairs.chance[at] ?? 0),
  )
  const skills = start.slice()
  for (let round = 0; round < ROUNDS_AT_MOST; round++) {
    if (improve(skills, pairs, weights, excess) < SETTLED) break
  }
  return skills
}

/** One turn for everybody; returns the largest change. */
function improve(
  skills: Float64Array,
  { length, one, other }: PairCounts,
  weights: Float64Array,
  excess: Float64Array,
): number {
  const products = new Float64Array(skills.length)
  const squares = new Float64Array(skills.length).fill(1)
  for (let at = 0; at < length; at++) {
    const [me, you] = [one[at] ?? 0, other[at] ?? 0]
    const [mine, yours] = [skills[me] ?? 0, skills[you] ?? 0]
    const [weight, more] = [weights[at] ?? 0, excess[at] ?? 0]
    products[me] = (products[me] ?? 0) + more * yours
    products[you] = (products[you] ?? 0) + more * mine
    squares[me] = (squares[me] ?? 0) + weight * yours * yours
    squares[you] = (squares[you] ?? 0) + weight * mine * mine
  }
  let change = 0
  for (let person = 0; person < skills.length; person++) {
    const skill = skills[person] ?? 0
    const fitted = (products[person] ?? 0) / (squares[person] ?? 1)
    // Half a step: full steps of everybody at once would swing.
    const next = (skill + Math.min(1, Math.max(0, fitted))) / 2
    skills[person] = next
    change = Math.max(change, Math.abs(next - skill))
  }
  return change
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

/** Share of items on which two people of these skills agree who would by `chance` if they knew nothing. */
export function expectedShare(one = 0, other = 0, chance = 0): number {
  return Math.min(0.98, Math.max(0.02, chance + one * other))
}
