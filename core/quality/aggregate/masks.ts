// biome-ignore-all lint/style/noNonNullAssertion: typed-array indices are in range by construction
import type { Answer } from './aggregator.ts'
import { firstAnswers, TIE } from './aggregator.ts'

/** One byte a pixel, 1 inside and 0 outside; all masks of an item have one length. */
export type Mask = Uint8Array

export interface MaskBelief {
  readonly value: Mask
  /** Mean probability of the stated pixels. */
  readonly confidence: number
  readonly probability: Float64Array
  /** Per person: share of inside pixels marked, share of outside pixels left free. */
  readonly people: ReadonlyMap<string, { readonly sensitivity: number; readonly specificity: number }>
  /** Log posterior after each round; never falls. */
  readonly logPosterior: readonly number[]
}

/** Beta prior on both rates, in pixels: mean 0.9. */
const RIGHT = 9
const WRONG = 1
const ROUNDS = 50
const TOLERANCE = 1e-6

interface Rates {
  sensitivity: number
  specificity: number
}

function expectation(masks: readonly Mask[], rates: readonly Rates[], inside: number) {
  const pixels = masks[0]!.length
  const probability = new Float64Array(pixels)
  let logLikelihood = 0
  for (let p = 0; p < pixels; p++) {
    let yes = Math.log(inside)
    let no = Math.log(1 - inside)
    for (const [j, mask] of masks.entries()) {
      const { sensitivity, specificity } = rates[j]!
      yes += Math.log(mask[p] ? sensitivity : 1 - sensitivity)
      no += Math.log(mask[p] ? 1 - specificity : specificity)
    }
    probability[p] = 1 / (1 + Math.exp(no - yes))
    logLikelihood += Math.max(yes, no) + Math.log1p(Math.exp(-Math.abs(yes - no)))
  }
  return { probability, logLikelihood }
}

function ratesOf(mask: Mask, probability: Float64Array): Rates {
  let [hit, inside, free, outside] = [RIGHT, RIGHT + WRONG, RIGHT, RIGHT + WRONG]
  for (let p = 0; p < mask.length; p++) {
    inside += probability[p]!
    outside += 1 - probability[p]!
    if (mask[p]) hit += probability[p]!
    else free += 1 - probability[p]!
  }
  return { sensitivity: hit / inside, specificity: free / outside }
}

function logPrior(rates: readonly Rates[]): number {
  const beta = (p: number) => RIGHT * Math.log(p) + WRONG * Math.log(1 - p)
  return rates.reduce((sum, r) => sum + beta(r.sensitivity) + beta(r.specificity), 0)
}

function staple(answers: readonly Answer<Mask>[]): MaskBelief {
  const masks = answers.map((answer) => answer.value)
  const pixels = masks[0]!.length
  if (masks.some((mask) => mask.length !== pixels)) throw new RangeError('masks of one item differ in size')
  const marked = masks.reduce((sum, mask) => sum + mask.reduce((a, b) => a + Number(b > 0), 0), 0)
  const inside = Math.min(0.999, Math.max(0.001, marked / (pixels * masks.length)))
  let rates = masks.map(() => ({ sensitivity: 0.9, specificity: 0.9 }))
  let result = expectation(masks, rates, inside)
  const history = [result.logLikelihood + logPrior(rates)]
  for (let round = 0; round < ROUNDS; round++) {
    rates = masks.map((mask) => ratesOf(mask, result.probability))
    result = expectation(masks, rates, inside)
    history.push(result.logLikelihood + logPrior(rates))
    if (history.at(-1)! - history.at(-2)! < TOLERANCE) break
  }
  const { probability } = result
  return {
    value: Uint8Array.from(probability, (p) => Number(p > 0.5 + TIE)),
    confidence: probability.reduce((sum, p) => sum + Math.max(p, 1 - p), 0) / Math.max(1, pixels),
    probability,
    people: new Map(answers.map(({ person }, j) => [person, rates[j]!])),
    logPosterior: history,
  }
}

/**
 * Masks of many people fused per item by pixel-wise expectation maximisation. Throws RangeError when masks of
 * an item differ in size.
 * Source: Warfield, Zou and Wells, "Simultaneous Truth and Performance Level Estimation (STAPLE)", IEEE TMI
 * 23(7), 2004.
 */
export function fuseMasks(answers: readonly Answer<Mask>[]): Map<string, MaskBelief> {
  const byItem = Map.groupBy(firstAnswers(answers), (answer) => answer.item)
  return new Map([...byItem].map(([item, own]) => [item, staple(own)]))
}

/** Dice coefficient of two masks; 1 when both are empty. */
export function maskDice(a: Mask, b: Mask): number {
  const [both, either] = overlapOf(a, b)
  return both + either === 0 ? 1 : (2 * both) / (both + either)
}

/** Intersection over union of two masks; 1 when both are empty. */
export function maskOverlap(a: Mask, b: Mask): number {
  const [both, either] = overlapOf(a, b)
  return either === 0 ? 1 : both / either
}

/** Pixels inside of both masks, and of at least one. */
function overlapOf(a: Mask, b: Mask): [both: number, either: number] {
  let [both, either] = [0, 0]
  for (let p = 0; p < a.length; p++) {
    both += Number(a[p]! > 0 && b[p]! > 0)
    either += Number(a[p]! > 0 || b[p]! > 0)
  }
  return [both, either]
}
