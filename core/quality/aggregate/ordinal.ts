// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers } from './aggregator.ts'

/** Belief about a rating: the stated level and the estimate behind it. */
export interface RatingBelief extends Belief<number> {
  readonly mean: number
  readonly deviation: number
}

/** Answers' worth of prior on a person's bias and noise. */
const BIAS_PRIOR = 4
const NOISE_PRIOR = 4
const ROUNDS = 50

interface Person {
  bias: number
  noise: number
}

interface Estimate {
  mean: number
  variance: number
}

function spread(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length
  return { mean, variance: Math.max(1e-3, variance) }
}

function estimateItem(
  ratings: readonly Answer<number>[],
  people: Map<string, Person>,
  all: Estimate,
): Estimate {
  let precision = 1 / all.variance
  let sum = all.mean / all.variance
  for (const { person, value } of ratings) {
    const { bias, noise } = people.get(person)!
    precision += 1 / noise
    sum += (value - bias) / noise
  }
  return { mean: sum / precision, variance: 1 / precision }
}

function estimatePerson(
  ratings: readonly Answer<number>[],
  items: Map<string, Estimate>,
  usual: number,
): Person {
  const off = ratings.map(({ item, value }) => value - items.get(item)!.mean)
  const bias = off.reduce((a, b) => a + b, 0) / (off.length + BIAS_PRIOR)
  const squares = ratings.map(({ item }, n) => (off[n]! - bias) ** 2 + items.get(item)!.variance)
  const noise = squares.reduce((a, b) => a + b, NOISE_PRIOR * usual) / (squares.length + NOISE_PRIOR)
  return { bias, noise: Math.max(1e-3, noise) }
}

/** Error function to 1.5e-7 (Abramowitz and Stegun 7.1.26), as a normal distribution function. */
function normalBelow(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2)
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const erf = 1 - poly * Math.exp((-x * x) / 2)
  return (1 + Math.sign(x) * erf) / 2
}

function stated({ mean, variance }: Estimate, levels: readonly number[]): RatingBelief {
  const deviation = Math.sqrt(variance)
  const mass = levels.map((level, l) => {
    const low = l === 0 ? 0 : normalBelow(((levels[l - 1]! + level) / 2 - mean) / deviation)
    const next = levels[l + 1]
    return (next === undefined ? 1 : normalBelow(((level + next) / 2 - mean) / deviation)) - low
  })
  const best = mass.indexOf(Math.max(...mass))
  return { value: levels[best]!, confidence: mass[best]!, mean, deviation }
}

/**
 * Ordered ratings on a numeric scale: each person has a bias and a noise, each item a hidden value; the
 * level with the most probability is stated. `levels` defaults to the values seen.
 * Source: Raykar et al., "Learning From Crowds", JMLR 11, 2010 (the extension to ordinal and continuous answers).
 */
export function aggregateOrdinal(
  answers: readonly Answer<number>[],
  levels: readonly number[] = [...new Set(answers.map((answer) => answer.value))],
): Map<string, RatingBelief> {
  const kept = firstAnswers(answers)
  if (kept.length === 0) return new Map()
  const scale = levels.toSorted((a, b) => a - b)
  const all = spread(kept.map((answer) => answer.value))
  const byItem = Map.groupBy(kept, (answer) => answer.item)
  const byPerson = Map.groupBy(kept, (answer) => answer.person)
  const usual = all.variance / 2
  let people = new Map([...byPerson.keys()].map((person) => [person, { bias: 0, noise: usual }]))
  let items = new Map<string, Estimate>()
  for (let round = 0; round < ROUNDS; round++) {
    items = new Map([...byItem].map(([item, own]) => [item, estimateItem(own, people, all)]))
    people = new Map([...byPerson].map(([person, own]) => [person, estimatePerson(own, items, usual)]))
  }
  return new Map([...items].map(([item, estimate]) => [item, stated(estimate, scale)]))
}
