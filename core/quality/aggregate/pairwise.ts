// biome-ignore-all lint/style/noNonNullAssertion: map entries exist by construction
/** One person preferred one item over another. */
export interface Comparison {
  readonly person: string
  readonly winner: string
  readonly loser: string
}

export interface Ranking {
  /** Items from best to worst with their Bradley-Terry scores (log strength, mean zero). */
  readonly items: readonly { readonly item: string; readonly score: number }[]
  /** Probability that each person states the true preference; 0.5 is no better than chance. */
  readonly reliability: ReadonlyMap<string, number>
  /** Log posterior after each round; never falls. */
  readonly logPosterior: readonly number[]
}

/** Wins and losses of each item against an imagined average one: keeps scores finite. */
const GHOST = 0.5
/** Beta prior on reliability: mean 0.8. */
const RIGHT = 4
const WRONG = 1
const ROUNDS = 200
const TOLERANCE = 1e-7

interface State {
  readonly strength: Map<string, number>
  readonly reliability: Map<string, number>
}

function logPosterior(comparisons: readonly Comparison[], { strength, reliability }: State): number {
  let total = 0
  for (const { person, winner, loser } of comparisons) {
    const [w, l, eta] = [strength.get(winner)!, strength.get(loser)!, reliability.get(person)!]
    total += Math.log((eta * w + (1 - eta) * l) / (w + l))
  }
  for (const s of strength.values()) total += GHOST * Math.log(s / (1 + s) ** 2)
  for (const eta of reliability.values()) total += RIGHT * Math.log(eta) + WRONG * Math.log(1 - eta)
  return total
}

/** Probability that each comparison states its person's true view. */
function meant(comparisons: readonly Comparison[], { strength, reliability }: State): number[] {
  return comparisons.map(({ person, winner, loser }) => {
    const eta = reliability.get(person)!
    const right = eta * strength.get(winner)!
    return right / (right + (1 - eta) * strength.get(loser)!)
  })
}

function nextReliability(comparisons: readonly Comparison[], right: readonly number[]): Map<string, number> {
  const sums = new Map<string, [number, number]>()
  for (const [n, { person }] of comparisons.entries()) {
    const [hit, all] = sums.get(person) ?? [0, 0]
    sums.set(person, [hit + right[n]!, all + 1])
  }
  return new Map([...sums].map(([p, [hit, all]]) => [p, (hit + RIGHT) / (all + RIGHT + WRONG)]))
}

/** One step of Hunter's minorisation: raises the expected log posterior over strengths. */
function nextStrength(
  comparisons: readonly Comparison[],
  right: readonly number[],
  old: Map<string, number>,
) {
  const wins = new Map([...old.keys()].map((item) => [item, GHOST]))
  const rates = new Map([...old].map(([item, s]) => [item, (2 * GHOST) / (s + 1)]))
  for (const [n, { winner, loser }] of comparisons.entries()) {
    wins.set(winner, wins.get(winner)! + right[n]!)
    wins.set(loser, wins.get(loser)! + 1 - right[n]!)
    const rate = 1 / (old.get(winner)! + old.get(loser)!)
    rates.set(winner, rates.get(winner)! + rate)
    rates.set(loser, rates.get(loser)! + rate)
  }
  return new Map([...wins].map(([item, won]) => [item, won / rates.get(item)!]))
}

/** One comparison of each person and pair; none where they said both. */
function distinct(comparisons: readonly Comparison[]): Comparison[] {
  const said = new Map<string, Set<string>>()
  for (const { person, winner, loser } of comparisons) {
    const key = pairKey(person, winner, loser)
    const winners = said.get(key) ?? new Set()
    said.set(key, winners.add(winner))
  }
  return comparisons.filter(({ person, winner, loser }) => {
    const key = pairKey(person, winner, loser)
    const isFirst = said.get(key)?.size === 1
    said.delete(key)
    return isFirst && winner !== loser
  })
}

function pairKey(person: string, one: string, other: string): string {
  return JSON.stringify([person, ...[one, other].sort()])
}

/**
 * Rank items from pairwise preferences of people who differ in reliability. A person's repeated comparison of
 * two items counts once, one with both answers not at all. Expectation maximisation with Hunter's step for the strengths.
 * Sources: Bradley and Terry 1952; Chen et al., "Pairwise Ranking Aggregation in a Crowdsourced Setting"
 * (Crowd-BT), WSDM 2013; Hunter, "MM Algorithms for Generalized Bradley-Terry Models", 2004.
 */
export function rankPairwise(answers: readonly Comparison[]): Ranking {
  const comparisons = distinct(answers)
  let state: State = {
    strength: new Map(comparisons.flatMap((c) => [[c.winner, 1] as const, [c.loser, 1] as const])),
    reliability: new Map(comparisons.map((c) => [c.person, RIGHT / (RIGHT + WRONG)])),
  }
  const history = [logPosterior(comparisons, state)]
  for (let round = 0; round < ROUNDS; round++) {
    const right = meant(comparisons, state)
    state = {
      strength: nextStrength(comparisons, right, state.strength),
      reliability: nextReliability(comparisons, right),
    }
    history.push(logPosterior(comparisons, state))
    if (history.at(-1)! - history.at(-2)! < TOLERANCE) break
  }
  const logs = [...state.strength].map(([item, s]) => ({ item, score: Math.log(s) }))
  const mean = logs.reduce((sum, { score }) => sum + score, 0) / Math.max(1, logs.length)
  const items = logs.map(({ item, score }) => ({ item, score: score - mean }))
  return {
    items: items.sort((a, b) => b.score - a.score || (a.item < b.item ? -1 : 1)),
    reliability: state.reliability,
    logPosterior: history,
  }
}

/** Kendall's tau of two orders of the same items: 1 the same, -1 reversed. NaN for fewer than two items. */
export function kendallTau(first: readonly string[], second: readonly string[]): number {
  const place = new Map(second.map((item, position) => [item, position]))
  let agree = 0
  let pairs = 0
  for (const [i, a] of first.entries()) {
    for (const b of first.slice(i + 1)) {
      agree += Math.sign(place.get(b)! - place.get(a)!)
      pairs += 1
    }
  }
  return agree / pairs
}
