import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anotherAnnotation, DEFAULT_STAKES, expectedConfidence } from '../../../core/quality/stopping.ts'

const base = { accuracy: 0.8, annotations: 2, minimum: 1, maximum: 9, stakes: DEFAULT_STAKES }

it('expects one answer of accuracy 0.8 to make a coin flip right 80 times of 100', () => {
  expect(expectedConfidence([0.5, 0.5], 0.8, 1)).toBeCloseTo(0.8, 12)
})

it('expects the majority of three equal answers to be right as often as the binomial says', () => {
  expect(expectedConfidence([0.5, 0.5], 0.8, 3)).toBeCloseTo(0.8 ** 3 + 3 * 0.8 ** 2 * 0.2, 12)
})

it('counts all sequences of answers among many labels', () => {
  const one = [0.25, 0.25, 0.25, 0.25]
  expect(expectedConfidence(one, 0.7, 1)).toBeCloseTo(0.7, 12)
  // Two answers: the same one (0.25 each way), or two different ones of which either may be right.
  expect(expectedConfidence(one, 0.7, 2)).toBeCloseTo(0.7, 12)
})

it('asks while a doubtful item is worth its cost and stops when it is sure', () => {
  expect(anotherAnnotation({ ...base, posterior: [0.55, 0.45] })).toMatchObject({
    ask: true,
    reason: 'worth its cost',
  })
  expect(anotherAnnotation({ ...base, posterior: [0.995, 0.005] })).toMatchObject({
    ask: false,
    reason: 'not worth its cost',
  })
})

it('respects the bounds', () => {
  expect(anotherAnnotation({ ...base, posterior: [1, 0], minimum: 3 }).reason).toBe('below the minimum')
  expect(anotherAnnotation({ ...base, posterior: [0.5, 0.5], maximum: 2 })).toMatchObject({ ask: false })
})

it('never expects more answers to hurt, and asks no more when mistakes cost less', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.5, max: 0.99, noNaN: true }),
      (p, accuracy) => {
        const posterior = [p, 1 - p]
        for (const count of [1, 2, 3]) {
          const sure = expectedConfidence(posterior, accuracy, count)
          expect(sure).toBeGreaterThanOrEqual(Math.max(...posterior) - 1e-12)
          expect(sure).toBeLessThanOrEqual(1 + 1e-12)
        }
        const cheap = { ...base, posterior, accuracy, stakes: { annotationCost: 1, wrongLabelLoss: 5 } }
        if (anotherAnnotation(cheap).ask)
          expect(anotherAnnotation({ ...base, posterior, accuracy }).ask).toBe(true)
      },
    ),
  )
})
