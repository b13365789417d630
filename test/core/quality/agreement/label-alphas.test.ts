import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answers } from '../../../../core/quality/agreement/answers.ts'
import { labelAlphas } from '../../../../core/quality/agreement/label-alphas.ts'
import { krippendorffAlpha } from '../../../../core/quality/krippendorff-alpha.ts'

/** People answer items in turn; a row is what an item was given. */
function answersOf(rows: readonly (readonly number[])[], labels: number): Answers {
  return {
    labels,
    people: Math.max(0, ...rows.map((row) => row.length)),
    items: rows.map(() => ({ decided: null, gold: null })),
    list: rows.flatMap((row, item) => row.map((label, person) => ({ item, person, label, durationMs: 1 }))),
  }
}
const alphaOf = (rows: readonly (readonly number[])[]) =>
  krippendorffAlpha(rows.map((row) => row.map(String)))

test('a label everybody tells apart agrees fully, those that are mixed up less than by chance', () => {
  const rows = [
    [0, 0, 0],
    [0, 0, 0],
    [1, 2, 1],
    [2, 1, 2],
  ]
  const [clear, one, other] = labelAlphas(answersOf(rows, 3))
  expect(clear).toBe(1)
  // Item 3 and 4 hold 1, 2, 1 and 2, 1, 2: 4 unequal pairs of 12 answers, (12 - 1) * 4 / (2 * 3 * 9) = 22 / 27.
  expect(one).toBeCloseTo(1 - 22 / 27, 12)
  expect(other).toBeCloseTo(1 - 22 / 27, 12)
})

test('of two labels each agrees as the whole does, and a label nobody gave is not defined', () => {
  const rows = [[0, 1, 0], [0, 0], [1, 1, 1, 0], [1]]
  const [one, other, unused] = labelAlphas(answersOf(rows, 3))
  expect([one, other]).toEqual([alphaOf(rows), alphaOf(rows)].map((alpha) => expect.closeTo(alpha ?? 0, 12)))
  expect(unused).toBeNull()
})

test('the alpha of the whole is their mean, weighed by how often each label and another are given', () => {
  const row = fc.array(fc.nat(3), { minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
      const whole = alphaOf(rows)
      fc.pre(whole !== null)
      const given = rows.flat()
      const parts = labelAlphas(answersOf(rows, 4)).map((alpha, label) => {
        const share = given.filter((one) => one === label).length / given.length
        return { alpha: alpha ?? 0, weight: share * (1 - share) }
      })
      const weight = parts.reduce((sum, one) => sum + one.weight, 0)
      const mean = parts.reduce((sum, one) => sum + one.alpha * one.weight, 0) / weight
      expect(mean).toBeCloseTo(whole ?? 0, 9)
    }),
  )
})
