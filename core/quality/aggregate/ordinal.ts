// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers, TIE } from './aggregator.ts'

/** Belief about a rating: the stated level and the estimate behind it. */
export interface RatingBelief extends Belief<number> {
  readonly mean: number
  readonly deviation: number
}

export interface RatingModel {
  readonly beliefs: Map<string, RatingBelief>
  /** How much each person rates too high, and the variance of what is left. */
  readonly people: ReadonlyMap<string, PersonBias>
  /** Log posterior after each round; never falls. */
  readonly logPosterior: readonly number[]
}

export interface PersonBias {
  readonly bias: number
  readonly noise: number
}

/** Answers' worth of prior on a person's bias and noise. */
const PRIOR = 4
const ROUNDS = 50
const TOLERANCE = 1e-6
const LEAST_VARIANCE = 1e-3
const LOG_TAU = Math.log(2 * Math.PI)

interface Estimate {
  readonly mean: number
  readonly variance: number
}

/** What is fixed before anybody is looked at: where items lie, and the noise expected of an unknown person. */
interface Setting {
  readonly all: Estimate
  readonly usualNoise: number
}

function spread(values: readonly number[]): Estimate {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length
  return { mean, variance: Math.max(LEAST_VARIANCE, variance) }
}

function estimateItem(
  ratings: readonly Answer<number>[],
  people: ReadonlyMap<string, PersonBias>,
  { all }: Setting,
): Estimate & { readonly logEvidence: number } {
  let precision = 1 / all.variance
  let sum = all.mean / all.variance
  // Log density of the ratings with the item's value integrated out.
  let logEvidence = -Math.log(all.variance) - all.mean ** 2 / all.variance
  for (const { person, value } of ratings) {
    const { bias, noise } = people.get(person)!
    precision += 1 / noise
    sum += (value - bias) / noise
    logEvidence -= LOG_TAU + Math.log(noise) + (value - bias) ** 2 / noise
  }
  logEvidence += sum ** 2 / precision - Math.log(precision)
  return { mean: sum / precision, variance: 1 / precision, logEvidence: logEvidence / 2 }
}

/** The most probable bias and noise under a normal-inverse-gamma prior. */
function estimatePerson(
  ratings: readonly Answer<number>[],
  items: ReadonlyMap<string, Estimate>,
  { usualNoise }: Setting,
): PersonBias {
  const off = ratings.map(({ item, value }) => value - items.get(item)!.mean)
  const bias = off.reduce((a, b) => a + b, 0) / (off.length + PRIOR)
  let squares = PRIOR * (usualNoise + bias ** 2)
  for (const [n, { item }] of ratings.entries()) squares += (off[n]! - bias) ** 2 + items.get(item)!.variance
  return { bias, noise: Math.max(LEAST_VARIANCE, squares / (off.length + PRIOR)) }
}

/** Log density of the prior, up to a constant: the one that `estimatePerson` maximises with. */
function logPrior({ bias, noise }: PersonBias, { usualNoise }: Setting): number {
  return (-PRIOR / 2) * (Math.log(noise) + (usualNoise + bias ** 2) / noise)
}

/** Distribution function of the standard normal, from the error function to 1.5e-7 (Abramowitz and Stegun 7.1.26). */
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
  const highest = Math.max(...mass)
  const best = mass.findIndex((share) => share > highest - TIE)
  return { value: levels[best]!, confidence: mass[best]!, mean, deviation }
}

/** Fits biases, noises and items' values in turns, by expectation maximisation. */
export function fitRatings(
  answers: readonly Answer<number>[],
  levels: readonly number[] = [...new Set(answers.map((answer) => answer.value))],
): RatingModel {
  const kept = firstAnswers(answers)
  if (kept.length === 0) return { beliefs: new Map(), people: new Map(), logPosterior: [] }
  const scale = levels.toSorted((a, b) => a - b)
  const all = spread(kept.map((answer) => answer.value))
  const setting: Setting = { all, usualNoise: Math.max(LEAST_VARIANCE, all.variance / 2) }
  const byItem = Map.groupBy(kept, (answer) => answer.item)
  const byPerson = Map.groupBy(kept, (answer) => answer.person)
  const newcomer: PersonBias = { bias: 0, noise: setting.usualNoise }
  let people = new Map([...byPerson.keys()].map((person) => [person, newcomer]))
  const estimate = () => new Map([...byItem].map(([item, own]) => [item, estimateItem(own, people, setting)]))
  let items = estimate()
  const logPosterior = [logPosteriorOf(items, people, setting)]
  for (let round = 0; round < ROUNDS; round++) {
    people = new Map([...byPerson].map(([person, own]) => [person, estimatePerson(own, items, setting)]))
    items = estimate()
    logPosterior.push(logPosteriorOf(items, people, setting))
    if (logPosterior.at(-1)! - logPosterior.at(-2)! < TOLERANCE) break
  }
  return {
    beliefs: new Map([...items].map(([item, found]) => [item, stated(found, scale)])),
    people,
    logPosterior,
  }
}

function logPosteriorOf(
  items: ReadonlyMap<string, { readonly logEvidence: number }>,
  people: ReadonlyMap<string, PersonBias>,
  setting: Setting,
): number {
  let sum = 0
  for (const { logEvidence } of items.values()) sum += logEvidence
  for (const person of people.values()) sum += logPrior(person, setting)
  return sum
}

/**
 * Ordered ratings on a numeric scale: each person has a bias and a noise, each item a hidden value; the
 * level with the most probability is stated. `levels` defaults to the values seen.
 * Source: Raykar et al., "Learning From Crowds", JMLR 11, 2010 (the extension to ordinal and continuous answers).
 */
export function aggregateOrdinal(
  answers: readonly Answer<number>[],
  levels?: readonly number[],
): Map<string, RatingBelief> {
  return fitRatings(answers, levels).beliefs
}
