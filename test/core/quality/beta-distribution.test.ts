import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomialUpperTail } from '../../../core/quality/agreement/tails.ts'
import { betaCdf, betaQuantile } from '../../../core/quality/beta-distribution.ts'

const parameter = fc.double({ min: 0.05, max: 500, noNaN: true })
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })

test('with whole parameters it is the tail of a binomial distribution', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 120 }), share, (a, b, x) => {
      expect(betaCdf(x, a, b)).toBeCloseTo(binomialUpperTail(a, a + b - 1, x), 10)
    }),
  )
})

test('worked values', () => {
  expect(betaCdf(0.5, 1, 1)).toBeCloseTo(0.5, 14)
  // Beta(4, 1) has the distribution function x^4, Beta(1/2, 1/2) the arc sine.
  expect(betaQuantile(0.05, 4, 1)).toBeCloseTo(0.05 ** 0.25, 12)
  expect(betaCdf(0.3, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.3)), 12)
  expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1])
})

test('a quantile has its probability below it, and mirrors the other side', () => {
  fc.assert(
    fc.property(parameter, parameter, share, (a, b, p) => {
      const x = betaQuantile(p, a, b)
      // A number this close to 1 has too few digits left; the mirrored side, close to 0, has them all.
      if (x > 1e-12 && x < 1 - 1e-8) expect(betaCdf(x, a, b)).toBeCloseTo(p, 6)
      expect(betaQuantile(1 - p, b, a)).toBeCloseTo(1 - x, 6)
    }),
  )
})
