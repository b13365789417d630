import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Reproducible chance. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number
  /** True once in `times`. */
  once(times: number): boolean
  pick<T>(from: readonly T[]): T
  /** Some of them, in order. */
  some<T>(from: readonly T[], atMost: number): T[]
}

export function randomOf(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  const below = (bound: number) => uniformInt(generator, 0, bound - 1)
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)]
    if (found === undefined) throw new RangeError('nothing to choose from')
    return found
  }
  return {
    below,
    once: (times) => below(times) === 0,
    pick,
    some(from, atMost) {
      const chosen = new Set(Array.from({ length: 1 + below(atMost) }, () => below(from.length)))
      return from.filter((_, index) => chosen.has(index))
    },
  }
}
