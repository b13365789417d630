import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reputationOf } from '../../../../core/quality/belief/reputation.ts'
import { goldRate } from '../../../../core/quality/policy/gold-rate.ts'

const rateAfter = (right: number, wrong = 0) => goldRate(reputationOf({ right, wrong }))

test('a newcomer gets one gold item in ten, somebody known well one in fifty', () => {
  expect(rateAfter(0)).toBeCloseTo(0.1, 12)
  expect(rateAfter(100)).toBe(0.02)
})

test('the more is known of a person who is mostly right, the less gold they get', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), (answers) => {
      expect(rateAfter(answers + 1)).toBeLessThanOrEqual(rateAfter(answers))
    }),
  )
})

test('it is a share between the least and the most for any evidence', () => {
  const weight = fc.double({ min: 0, max: 100, noNaN: true })
  fc.assert(
    fc.property(weight, weight, (right, wrong) => {
      expect(rateAfter(right, wrong)).toBeGreaterThanOrEqual(0.02)
      expect(rateAfter(right, wrong)).toBeLessThanOrEqual(0.1)
    }),
  )
})
