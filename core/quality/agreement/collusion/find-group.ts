import { expectedShare } from './fit-skills.ts'
import type { PairCounts } from './pair-counts.ts'

const POWER_ROUNDS = 40
const REFINEMENTS = 20

/**
 * The group of people who agree most with each other above what their skills explain: first the people that
 * carry the leading eigenvector of the scores, then everybody is asked anew, until nothing changes, whether
 * they agree with the group at least half as much above expectation as its members do on average.
 * Not a test: whatever comes out must be confirmed on other items.
 */
export function findGroup(pairs: PairCounts, skills: Float64Array): boolean[] {
  const shares = pairs.chance.map((chance, at) =>
    expectedShare(skills[pairs.one[at] ?? 0], skills[pairs.other[at] ?? 0], chance),
  )
  const excess = shares.map((share, at) => (pairs.agreed[at] ?? 0) - (pairs.items[at] ?? 0) * share)
  const scores = shares.map((share, at) => {
    const variance = (pairs.items[at] ?? 0) * share * (1 - share)
    // A quarter more: pairs with hardly an item in common cannot stand out.
    return (excess[at] ?? 0) / Math.sqrt(variance + 0.25)
  })
  const loads = leadingVector(pairs, scores, skills.length)
  const most = loads.reduce((largest, load) => Math.max(largest, load), 0)
  let members = Array.from(loads, (load) => load > most / 2)
  for (let round = 0; round < REFINEMENTS; round++) {
    const next = refined(pairs, excess, members)
    if (next.every((isMember, person) => isMember === members[person])) break
    members = next
  }
  return members
}

/** By power iteration, shifted so that the largest eigenvalue is also the one of largest size. */
function leadingVector(pairs: PairCounts, scores: Float64Array, people: number): Float64Array {
  const sums = new Float64Array(people)
  const squares = new Float64Array(people)
  for (let at = 0; at < pairs.length; at++) {
    for (const person of [pairs.one[at] ?? 0, pairs.other[at] ?? 0]) {
      sums[person] = (sums[person] ?? 0) + (scores[at] ?? 0)
      squares[person] = (squares[person] ?? 0) + (scores[at] ?? 0) ** 2
    }
  }
  const shift = Math.sqrt(squares.reduce((largest, square) => Math.max(largest, square), 1))
  let vector: Float64Array = sums.map((sum) => sum + shift)
  for (let round = 0; round < POWER_ROUNDS; round++) vector = turned(pairs, scores, vector, shift)
  const positive = vector.reduce((sum, value) => sum + Math.max(0, value) ** 2, 0)
  return positive >= 0.5 ? vector : vector.map((value) => -value)
}

function turned(
  { length, one, other }: PairCounts,
  scores: Float64Array,
  vector: Float64Array,
  shift: number,
): Float64Array {
  const next = vector.map((value) => shift * value)
  for (let at = 0; at < length; at++) {
    const [me, you, score] = [one[at] ?? 0, other[at] ?? 0, scores[at] ?? 0]
    next[me] = (next[me] ?? 0) + score * (vector[you] ?? 0)
    next[you] = (next[you] ?? 0) + score * (vector[me] ?? 0)
  }
  const size = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0)) || 1
  return next.map((value) => value / size)
}

function refined(pairs: PairCounts, excess: Float64Array, members: readonly boolean[]): boolean[] {
  const sums = new Float64Array(members.length)
  // One item without excess more: nobody joins by a single lucky item.
  const items = new Float64Array(members.length).fill(1)
  for (let at = 0; at < pairs.length; at++) {
    const [me, you] = [pairs.one[at] ?? 0, pairs.other[at] ?? 0]
    if (members[you]) {
      sums[me] = (sums[me] ?? 0) + (excess[at] ?? 0)
      items[me] = (items[me] ?? 0) + (pairs.items[at] ?? 0)
    }
    if (members[me]) {
      sums[you] = (sums[you] ?? 0) + (excess[at] ?? 0)
      items[you] = (items[you] ?? 0) + (pairs.items[at] ?? 0)
    }
  }
  const means = Array.from(sums, (sum, person) => sum / (items[person] ?? 1))
  const own = means.filter((_, person) => members[person])
  const bar = own.reduce((sum, mean) => sum + mean, 0) / Math.max(1, own.length) / 2
  return means.map((mean) => bar > 0 && mean >= bar)
}
