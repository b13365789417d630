import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { alphaInterval } from '../../../../core/quality/agreement/alpha-interval.ts'
import { krippendorffAlpha } from '../../../../core/quality/krippendorff-alpha.ts'

const settings = { seed: 11, resamples: 400, level: 0.95 }

/** Two labels, three people an item, each right with probability 0.8: alpha is 0.6 squared. */
function crowd(seed: number, items: number): string[][] {
  const random = xoroshiro128plus(seed)
  return Array.from({ length: items }, () => {
    const truth = uniformFloat64(random) < 0.5
    return Array.from({ length: 3 }, () => (uniformFloat64(random) < 0.8 === truth ? 'yes' : 'no'))
  })
}

test('95 % intervals hold the true alpha in about 95 of 100 projects', () => {
  const held = Array.from({ length: 100 }, (_, seed) => alphaInterval(crowd(seed, 150), settings)).filter(
    (interval) => interval !== null && interval.low <= 0.36 && 0.36 <= interval.high,
  )
  expect(held.length).toBeGreaterThanOrEqual(89)
  expect(held.length).toBeLessThanOrEqual(100)
})

test('holds the measured alpha, narrows with more items, and is the same for the same seed', () => {
  const [small, large] = [crowd(1, 60), crowd(1, 2_000)]
  const wide = alphaInterval(small, settings)
  const narrow = alphaInterval(large, settings)
  const alpha = krippendorffAlpha(small) ?? Number.NaN
  expect(wide?.low).toBeLessThan(alpha)
  expect(wide?.high).toBeGreaterThan(alpha)
  const width = (interval: typeof wide) => (interval?.high ?? 0) - (interval?.low ?? 0)
  expect(width(narrow)).toBeLessThan(width(wide) / 3)
  expect(alphaInterval(small, settings)).toEqual(wide)
})

test('works on numbers too', () => {
  const ratings = crowd(2, 200).map((unit) => unit.map((label) => (label === 'yes' ? 5 : 1)))
  const alpha = krippendorffAlpha(ratings, 'interval') ?? Number.NaN
  const interval = alphaInterval(ratings, { ...settings, scale: 'interval' })
  expect(interval?.low).toBeLessThan(alpha)
  expect(interval?.high).toBeGreaterThan(alpha)
})

test('is not defined where alpha is not, nor for one item', () => {
  expect(alphaInterval([], settings)).toBeNull()
  expect(alphaInterval([['a', 'b']], settings)).toBeNull()
  expect(
    alphaInterval(
      [
        ['a', 'a'],
        ['a', 'a'],
      ],
      settings,
    ),
  ).toBeNull()
})
