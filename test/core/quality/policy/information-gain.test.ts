import fc from 'fast-check'
import { expect, test } from 'vitest'
import { informationGain } from '../../../../core/quality/policy/information-gain.ts'

const LABELS = 3
const distribution = (length: number) =>
  fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: length, maxLength: length }).map((weights) => {
    const sum = weights.reduce((all, one) => all + one, 0)
    return weights.map((one) => one / sum)
  })
const posterior = distribution(LABELS)
const matrix = fc
  .array(distribution(LABELS), { minLength: LABELS, maxLength: LABELS })
  .map((rows) => rows.flat())

const entropy = (p: readonly number[]) => -p.reduce((sum, x) => sum + (x > 0 ? x * Math.log(x) : 0), 0)
const oneCoin = (accuracy: number) =>
  Array.from({ length: LABELS ** 2 }, (_, cell) =>
    cell % (LABELS + 1) === 0 ? accuracy : (1 - accuracy) / (LABELS - 1),
  )

test('between two labels and with four of five right, it is what a noisy channel carries', () => {
  const capacity = Math.log(2) - entropy([0.8, 0.2])
  expect(informationGain([0.5, 0.5], [0.8, 0.2, 0.2, 0.8])).toBeCloseTo(capacity, 12)
})

test('it is at least nothing and at most what is unknown of the label', () => {
  fc.assert(
    fc.property(posterior, matrix, (p, answers) => {
      const gain = informationGain(p, answers)
      expect(gain).toBeGreaterThanOrEqual(0)
      expect(gain).toBeLessThanOrEqual(entropy(p) + 1e-9)
    }),
  )
})

test('it is how much the doubt of the label falls on average over the answers', () => {
  fc.assert(
    fc.property(posterior, matrix, (p, answers) => {
      let after = 0
      for (let l = 0; l < LABELS; l++) {
        const joint = p.map((prior, k) => prior * (answers[k * LABELS + l] ?? 0))
        const chance = joint.reduce((sum, one) => sum + one, 0)
        after += chance * entropy(joint.map((one) => one / chance))
      }
      expect(informationGain(p, answers)).toBeCloseTo(entropy(p) - after, 9)
    }),
  )
})

test('a sure label and a person who answers whatever is true leave nothing to gain', () => {
  fc.assert(
    fc.property(posterior, matrix, distribution(LABELS), (p, answers, habit) => {
      expect(informationGain([0, 1, 0], answers)).toBeCloseTo(0, 9)
      expect(informationGain(p, [...habit, ...habit, ...habit])).toBeCloseTo(0, 9)
    }),
  )
})

test('a more accurate person has more to say', () => {
  fc.assert(
    fc.property(posterior, fc.double({ min: 0.34, max: 0.95, noNaN: true }), (p, accuracy) => {
      const less = informationGain(p, oneCoin(accuracy))
      expect(informationGain(p, oneCoin(accuracy + 0.05))).toBeGreaterThanOrEqual(less - 1e-12)
    }),
  )
})

test('the order of labels does not matter', () => {
  fc.assert(
    fc.property(posterior, matrix, (p, answers) => {
      const turned = [2, 0, 1]
      const cells = turned.flatMap((k) => turned.map((l) => answers[k * LABELS + l] ?? 0))
      const gain = informationGain(
        turned.map((k) => p[k] ?? 0),
        cells,
      )
      expect(gain).toBeCloseTo(informationGain(p, answers), 9)
    }),
  )
})
