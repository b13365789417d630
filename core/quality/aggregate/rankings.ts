// biome-ignore-all lint/style/noNonNullAssertion: map entries exist by construction
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers, TIE } from './aggregator.ts'
import { type Comparison, rankPairwise } from './pairwise.ts'

/** Two things of which one was preferred. */
export interface Preference {
  readonly winner: string
  readonly loser: string
}

/**
 * Pairs: which of two things is preferred. All comparisons together rank all things, so a pair that few people saw
 * borrows from what else is known of both. The belief is the preferred thing with its Bradley-Terry probability
 * against the other; of equal ones the first by name. Source: see `rankPairwise`.
 */
export function aggregatePairs(answers: readonly Answer<Preference>[]): Map<string, Belief<string>> {
  const kept = firstAnswers(answers).filter(({ value }) => value.winner !== value.loser)
  const scores = scoresOf(kept.map(({ person, value }) => ({ person, ...value })))
  const byItem = Map.groupBy(kept, ({ item }) => item)
  return new Map(
    [...byItem].map(([item, own]) => {
      const things = new Set(own.flatMap(({ value: { winner, loser } }) => [winner, loser]))
      const [best = '', next = ''] = byScore(things, (thing) => scores.get(thing) ?? 0)
      return [item, { value: best, confidence: winsWith(scores.get(best) ?? 0, scores.get(next) ?? 0) }]
    }),
  )
}

/** Best first; equal ones by name. In steps, so that it does not matter in which order scores were added up. */
function byScore(things: Iterable<string>, scoreOf: (thing: string) => number): string[] {
  const stepOf = (thing: string) => Math.round(scoreOf(thing) / TIE)
  return [...things].sort((a, b) => stepOf(b) - stepOf(a) || (a < b ? -1 : 1))
}

/**
 * Rankings of a few things each, best first: every person's order counts as all the comparisons it holds. Things of
 * different items do not compete; how reliable a person is, is learned over all of them. Confidence is the mean
 * probability of the stated order over all pairs; 1 with a single thing.
 * Source: pairwise breaking of rankings, Azari Soufiani et al., NIPS 2013; see `rankPairwise` for the rest.
 */
export function aggregateRankings(
  answers: readonly Answer<readonly string[]>[],
): Map<string, Belief<readonly string[]>> {
  const kept = firstAnswers(answers)
  const scores = scoresOf(kept.flatMap(comparisonsOf))
  const byItem = Map.groupBy(kept, ({ item }) => item)
  return new Map([...byItem].map(([item, own]) => [item, orderOf(item, own, scores)]))
}

function comparisonsOf({ item, person, value }: Answer<readonly string[]>): Comparison[] {
  return value.flatMap((winner, place) =>
    value
      .slice(place + 1)
      .map((loser) => ({ person, winner: nameIn(item, winner), loser: nameIn(item, loser) })),
  )
}

function orderOf(
  item: string,
  own: readonly Answer<readonly string[]>[],
  scores: ReadonlyMap<string, number>,
): Belief<readonly string[]> {
  const scoreOf = (thing: string) => scores.get(nameIn(item, thing)) ?? 0
  const order = byScore(new Set(own.flatMap(({ value }) => value)), scoreOf)
  const pairs = order.flatMap((better, place) =>
    order.slice(place + 1).map((worse) => winsWith(scoreOf(better), scoreOf(worse))),
  )
  const sum = pairs.reduce((total, probability) => total + probability, 0)
  return { value: order, confidence: pairs.length === 0 ? 1 : sum / pairs.length }
}

/** A thing of one item; the same name in another item is another thing. */
function nameIn(item: string, thing: string): string {
  return JSON.stringify([item, thing])
}

function scoresOf(comparisons: readonly Comparison[]): Map<string, number> {
  return new Map(rankPairwise(comparisons).items.map(({ item, score }) => [item, score]))
}

function winsWith(score: number, other: number): number {
  return 1 / (1 + Math.exp(other - score))
}
