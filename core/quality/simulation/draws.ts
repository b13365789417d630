import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Random numbers that depend on nothing but the keys they were made from. */
export interface Draws {
  /** From 0 up to, not including, 1. */
  uniform(): number
  chance(probability: number): boolean
  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number
  /** Mean 0, standard deviation 1. */
  normal(): number
  exponential(mean: number): number
  /** An index, each as often as its weight says. */
  weighted(weights: readonly number[]): number
}

/** Draws for a seed and what it is about (a person, an item, ...): the same keys give the same numbers, so
 * that one simulated person answers an item alike whatever happened before. */
export function drawsOf(...keys: readonly number[]): Draws {
  const generator = xoroshiro128plus(mix(keys))
  const uniform = () => (generator.next() >>> 0) / 2 ** 32
  return {
    uniform,
    chance: (probability) => uniform() < probability,
    below: (count) => Math.floor(uniform() * count),
    // Source: Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    weighted: (weights) => chooseAt(weights, uniform()),
  }
}

function chooseAt(weights: readonly number[], share: number): number {
  let left = share * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return index
  }
  return weights.findLastIndex((weight) => weight > 0)
}

/** 32 bits of all keys. Source: the mixing steps of MurmurHash3, Appleby 2011. */
function mix(keys: readonly number[]): number {
  let hash = keys.length
  for (const key of keys) {
    let part = Math.imul(key | 0, 0xcc9e2d51)
    part = Math.imul((part << 15) | (part >>> 17), 0x1b873593)
    hash ^= part
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
