import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  annotationValue,
  impliedLoss,
  lossFor,
  shareResolved,
  sureEnough,
} from '../../../../core/quality/policy/annotation-value.ts'

const classes = fc.integer({ min: 2, max: 20 })
const probability = fc.double({ min: 0, max: 0.999, noNaN: true })

test('an annotation is worth its cost exactly below the probability that is sure enough', () => {
  fc.assert(
    fc.property(classes, probability, fc.double({ min: 20, max: 1_000, noNaN: true }), (k, p, loss) => {
      const terms = { annotationCost: 1, wrongDecisionLoss: loss }
      const bound = sureEnough(k, terms)
      fc.pre(Math.abs(p - bound) > 1e-9)
      expect(annotationValue(p, k, terms) > 0).toBe(p < bound)
    }),
  )
})

test('the loss for a probability gives that probability back', () => {
  fc.assert(
    fc.property(classes, probability, (k, p) => {
      const terms = { annotationCost: 1, wrongDecisionLoss: lossFor(p, k) }
      expect(sureEnough(k, terms)).toBeCloseTo(p, 9)
    }),
  )
})

test('four of five right resolve a fifth of the doubt between two labels', () => {
  expect(shareResolved(2)).toBeCloseTo(1 - 2 * Math.sqrt(0.8 * 0.2), 12)
})

test('the loss implied by five annotations is what the fourth and fifth save, at four of five right', () => {
  // Most of three are wrong with probability 0.104, most of five with 0.05792.
  expect(impliedLoss(5)).toBeCloseTo(2 / (0.104 - 0.05792), 9)
  expect(impliedLoss(6)).toBe(impliedLoss(5))
  expect(impliedLoss(1)).toBeCloseTo(2 / (0.2 - 0.104), 9)
  expect(impliedLoss(7)).toBeGreaterThan(impliedLoss(5))
})
