// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers, TIE } from './aggregator.ts'
import { learnWeights } from './learn-weights.ts'

/** Fewest insertions, deletions and replacements of characters (code points) between two texts. */
export function editDistance(a: string, b: string): number {
  const [short, long] = [[...a], [...b]].sort((x, y) => x.length - y.length) as [string[], string[]]
  let row = Array.from({ length: short.length + 1 }, (_, i) => i)
  for (const [j, char] of long.entries()) {
    const next = [j + 1]
    for (const [i, other] of short.entries()) {
      next.push(Math.min(next[i]! + 1, row[i + 1]! + 1, row[i]! + Number(char !== other)))
    }
    row = next
  }
  return row.at(-1)!
}

/** 1 for the same text after trimming, case folding and joining of white space; 0 for nothing in common. */
export function textSimilarity(a: string, b: string): number {
  const [x, y] = [plain(a), plain(b)]
  if (x === y) return 1
  return 1 - editDistance(x, y) / Math.max([...x].length, [...y].length)
}

/** 1 for the same text after trimming, case folding and joining of white space, else 0. */
export function sameText(a: string, b: string): number {
  return Number(plain(a) === plain(b))
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

export interface FreeTextOptions {
  /** How alike two answers are, 0 to 1: `textSimilarity` (by edit distance) unless given, or `sameText`. */
  readonly similarity?: (a: string, b: string) => number
}

/**
 * Free text: the answer that agrees most with the others', weighed by how much each person agrees elsewhere.
 * Always one of the answers given, never a blend; of equal answers the first in alphabetical order. The
 * confidence is its weighted agreement with the others; 0 with a single answer.
 * Source: Li and Fukumoto, "A Dataset of Crowdsourced Word Sequences: Collections and Answer Aggregation for
 * Ground Truth Creation" (reliability-aware selection), 2019.
 */
export function aggregateFreeText(
  answers: readonly Answer<string>[],
  { similarity = textSimilarity }: FreeTextOptions = {},
): Map<string, Belief<string>> {
  const kept = firstAnswers(answers)
  const compare = remembered(similarity)
  const choose = (own: readonly Answer<string>[], weights: ReadonlyMap<string, number>) =>
    best(own, weights, compare)
  const weights = learnWeights(kept, choose, (value, chosen) => compare(value, chosen.value))
  const byItem = Map.groupBy(kept, (answer) => answer.item)
  return new Map([...byItem].map(([item, own]) => [item, choose(own, weights)]))
}

function best(
  own: readonly Answer<string>[],
  weights: ReadonlyMap<string, number>,
  similarity: (a: string, b: string) => number,
): Belief<string> {
  const scored = own.map((one) => {
    const others = own.filter((other) => other !== one)
    const total = others.reduce((sum, { person }) => sum + weights.get(person)!, 0)
    const agreed = others.reduce(
      (sum, other) => sum + weights.get(other.person)! * similarity(one.value, other.value),
      0,
    )
    return { value: one.value, confidence: total > 0 ? agreed / total : 0, own: weights.get(one.person)! }
  })
  // Of two answers nobody else agrees with, the one of the more reliable person.
  const [first] = scored.sort(
    (a, b) =>
      clear(b.confidence - a.confidence) ||
      b.own - a.own ||
      (a.value < b.value ? -1 : Number(a.value > b.value)),
  )
  return { value: first!.value, confidence: first!.confidence }
}

/** A difference, if it is one. */
function clear(difference: number): number {
  return Math.abs(difference) < TIE ? 0 : difference
}

/** Comparing long texts costs most of the time, and every round compares the same ones. */
function remembered(similarity: (a: string, b: string) => number): (a: string, b: string) => number {
  const known = new Map<string, number>()
  return (a, b) => {
    const key = JSON.stringify(a < b ? [a, b] : [b, a])
    const found = known.get(key) ?? similarity(a, b)
    known.set(key, found)
    return found
  }
}
