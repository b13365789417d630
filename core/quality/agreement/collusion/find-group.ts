import { expectedShare } from './fit-skills.ts'
import type { PairCount } from './pair-counts.ts'

interface Edge {
  readonly to: number
  readonly items: number
  /** Agreements above what their skills explain. */
  readonly excess: number
  /** The same in standard deviations. */
  readonly score: number
}

const POWER_ROUNDS = 60
const REFINEMENTS = 20

/**
 * The group of people who agree most with each other above what their skills explain: first the people that
 * carry the leading eigenvector of the scores, then everybody is asked anew, until nothing changes, whether
 * they agree with the group at least half as much above expectation as its members do on average.
 * Not a test: whatever comes out must be confirmed on other items.
 */
export function findGroup(pairs: readonly PairCount[], skills: Float64Array): boolean[] {
  const edges = edgesOf(pairs, skills)
  const loads = leadingVector(edges)
  const most = Math.max(...loads)
  let members = Array.from(loads, (load) => load > most / 2)
  for (let round = 0; round < REFINEMENTS; round++) {
    const next = refined(edges, members)
    if (next.every((isMember, person) => isMember === members[person])) break
    members = next
  }
  return members
}

function edgesOf(pairs: readonly PairCount[], skills: Float64Array): Edge[][] {
  const edges: Edge[][] = Array.from(skills, () => [])
  for (const pair of pairs) {
    const { one, other, items, agreed } = pair
    const share = expectedShare(skills, pair)
    const excess = agreed - items * share
    const score = excess / Math.sqrt(items * share * (1 - share) + 0.25)
    edges[one]?.push({ to: other, items, excess, score })
    edges[other]?.push({ to: one, items, excess, score })
  }
  return edges
}

/** By power iteration, shifted so that the largest eigenvalue is the one of largest size. */
function leadingVector(edges: readonly (readonly Edge[])[]): Float64Array {
  const shift = Math.max(
    1,
    ...edges.map((list) => Math.sqrt(list.reduce((sum, { score }) => sum + score ** 2, 0))),
  )
  let vector = Float64Array.from(edges, (list) => list.reduce((sum, { score }) => sum + score, 0) + shift)
  for (let round = 0; round < POWER_ROUNDS; round++) {
    const next = Float64Array.from(edges, (list, person) =>
      list.reduce((sum, { to, score }) => sum + score * (vector[to] ?? 0), shift * (vector[person] ?? 0)),
    )
    const length = Math.hypot(...next) || 1
    vector = next.map((value) => value / length)
  }
  const positive = vector.reduce((sum, value) => sum + Math.max(0, value) ** 2, 0)
  return positive >= 0.5 ? vector : vector.map((value) => -value)
}

function refined(edges: readonly (readonly Edge[])[], members: readonly boolean[]): boolean[] {
  const means = edges.map((list) => {
    const within = list.filter(({ to }) => members[to])
    const items = within.reduce((sum, edge) => sum + edge.items, 0)
    // One item without excess more: nobody joins by a single lucky item.
    return within.reduce((sum, { excess }) => sum + excess, 0) / (items + 1)
  })
  const own = means.filter((_, person) => members[person])
  const bar = own.reduce((sum, mean) => sum + mean, 0) / Math.max(1, own.length) / 2
  return means.map((mean) => bar > 0 && mean >= bar)
}
