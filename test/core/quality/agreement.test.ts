import fc from 'fast-check'
import { alpha } from 'krippendorff'
import { describe, expect, it } from 'vitest'
import { annotationTable } from '../../../core/quality/annotation-table.ts'
import { classConfusion, mostConfusedPairs } from '../../../core/quality/confusion.ts'
import { cohenKappa, fleissKappa } from '../../../core/quality/kappa.ts'
import { krippendorffAlpha } from '../../../core/quality/krippendorff-alpha.ts'

const _ = undefined
/** Krippendorff 2011, section C: four observers, twelve units, missing data. */
const published = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]

describe("Krippendorff's alpha", () => {
  it('gives the published values', () => {
    expect(krippendorffAlpha(published, 'nominal')).toBeCloseTo(0.743, 3)
    expect(krippendorffAlpha(published, 'ordinal')).toBeCloseTo(0.815, 3)
    expect(krippendorffAlpha(published, 'interval')).toBeCloseTo(0.849, 3)
  })

  it('agrees with an independent implementation on nominal data with gaps', () => {
    const rating = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })
    const row = fc.array(rating, { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (ratings) => {
        const ours = krippendorffAlpha(ratings)
        fc.pre(Number.isFinite(ours) && ours < 1)
        expect(ours).toBeCloseTo(alpha(ratings), 9)
      }),
    )
  })

  it('has nothing to say without a pair and is one without variation', () => {
    expect(
      krippendorffAlpha([
        ['a', _],
        [_, 'b'],
      ]),
    ).toBeNaN()
    expect(
      krippendorffAlpha([
        ['a', 'a'],
        ['a', 'a'],
      ]),
    ).toBe(1)
  })
})

describe('kappas', () => {
  it("gives Cohen's worked value for 50 proposals", () => {
    const pairs = [
      ...Array(20).fill(['yes', 'yes']),
      ...Array(5).fill(['yes', 'no']),
      ...Array(10).fill(['no', 'yes']),
      ...Array(15).fill(['no', 'no']),
    ] as [string, string][]
    expect(
      cohenKappa(
        pairs.map(([a]) => a),
        pairs.map(([, b]) => b),
      ),
    ).toBeCloseTo(0.4, 9)
    expect(() => cohenKappa(['a'], [])).toThrow(RangeError)
  })

  it("gives Fleiss' worked value for ten items and fourteen raters", () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ]
    expect(fleissKappa(counts)).toBeCloseTo(0.21, 2)
    expect(() =>
      fleissKappa([
        [1, 1],
        [3, 0],
      ]),
    ).toThrow(RangeError)
  })
})

it('names the pair of labels most often confused', () => {
  const rows = ['p', 'q', 'r'].flatMap((person) => [
    { item: '1', person, label: person === 'r' ? 'b' : 'a' },
    { item: '2', person, label: 'b' },
  ])
  const table = annotationTable(rows, ['a', 'b'])
  const confusion = classConfusion(table, Float64Array.of(1, 0, 0, 1))
  expect(confusion).toEqual([
    [2, 1],
    [0, 3],
  ])
  expect(mostConfusedPairs(table.labels, confusion)).toEqual([
    { label: 'a', takenFor: 'b', share: 1 / 3, answers: 1 },
  ])
  expect(classConfusion(table, Float64Array.of(1, 0, 0, 1), 'r')).toEqual([
    [0, 1],
    [0, 1],
  ])
})
