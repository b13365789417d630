// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers } from './aggregator.ts'

const ROUNDS = 10
/** Answers' worth of doubt about a person's weight. */
const PRIOR = 2

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
  const [x, y] = [a, b].map((text) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase())
  const longest = Math.max([...x!].length, [...y!].length)
  return longest === 0 ? 1 : 1 - editDistance(x!, y!) / longest
}

function scores(own: readonly Answer<string>[], similar: readonly number[][], weights: Map<string, number>) {
  return own.map((_, i) => {
    let sum = 0
    let total = 0
    for (const [j, other] of own.entries()) {
      if (i === j) continue
      const weight = weights.get(other.person)!
      sum += weight * similar[i]![j]!
      total += weight
    }
    return total > 0 ? sum / total : 0
  })
}

/**
 * Free text: the answer that agrees most with the others', weighed by how much each person agrees elsewhere.
 * Always one of the answers given, never a blend; of equal answers the first in alphabetical order. The
 * confidence is its weighted agreement with the others; 0 with a single answer.
 * Source: Li and Fukumoto, "A Dataset of Crowdsourced Word Sequences" (reliability-aware selection), 2019.
 */
export function aggregateFreeText(answers: readonly Answer<string>[]): Map<string, Belief<string>> {
  const kept = firstAnswers(answers)
  const groups = [...Map.groupBy(kept, (answer) => answer.item)].map(([item, own]) => ({
    item,
    own,
    similar: own.map((a) => own.map((b) => textSimilarity(a.value, b.value))),
  }))
  let weights = new Map(kept.map((answer) => [answer.person, 1]))
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Map<string, [number, number]>()
    for (const { own, similar } of groups) {
      if (own.length < 2) continue
      for (const [i, score] of scores(own, similar, weights).entries()) {
        const [sum, count] = sums.get(own[i]!.person) ?? [0.5 * PRIOR, PRIOR]
        sums.set(own[i]!.person, [sum + score, count + 1])
      }
    }
    weights = new Map(
      [...weights.keys()].map((p) => [p, (sums.get(p) ?? [0.5, 1])[0] / (sums.get(p) ?? [0.5, 1])[1]]),
    )
  }
  return new Map(
    groups.map(({ item, own, similar }) => {
      const ranked = scores(own, similar, weights)
        .map((confidence, i) => ({ value: own[i]!.value, confidence }))
        .sort((a, b) => b.confidence - a.confidence || (a.value < b.value ? -1 : 1))
      return [item, ranked[0]!]
    }),
  )
}
