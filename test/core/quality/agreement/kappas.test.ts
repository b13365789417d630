import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answers } from '../../../../core/quality/agreement/answers.ts'
import { cohenKappa, pairAgreements } from '../../../../core/quality/agreement/cohen-kappa.ts'
import { fleissKappa } from '../../../../core/quality/agreement/fleiss-kappa.ts'
import { krippendorffAlpha } from '../../../../core/quality/krippendorff-alpha.ts'

describe("Cohen's kappa", () => {
  test.each([
    {
      table: [
        [20, 5],
        [10, 15],
      ],
      kappa: 0.4,
    },
    {
      table: [
        [45, 15],
        [25, 15],
      ],
      kappa: 0.1304,
    },
    {
      table: [
        [25, 35],
        [5, 35],
      ],
      kappa: 0.2593,
    },
  ])('worked examples of the encyclopedia article: $kappa', ({ table, kappa }) => {
    expect(cohenKappa(table)).toBeCloseTo(kappa, 4)
  })

  test('is not defined without items or with one label throughout', () => {
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull()
    expect(
      cohenKappa([
        [7, 0],
        [0, 0],
      ]),
    ).toBeNull()
  })

  test('is 1 for full agreement, at most 1, and the same for both orders of two people', () => {
    const tables = fc.array(fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    })
    fc.assert(
      fc.property(tables, (table) => {
        const kappa = cohenKappa(table)
        const turned = table.map((_, row) => table.map((line) => line[row] ?? 0))
        expect(cohenKappa(turned)).toEqual(kappa)
        expect(kappa ?? 0).toBeLessThanOrEqual(1)
        const diagonal = table.map((_, at) => table.map((_, column) => (at === column ? 1 + at : 0)))
        expect(cohenKappa(diagonal)).toBe(1)
      }),
    )
  })

  test('is measured for each pair over the items both answered', () => {
    const labels = ['0011', '0010', '11..']
    const list = labels.flatMap((row, person) =>
      [...row].flatMap((label, item) =>
        label === '.' ? [] : [{ item, person, label: Number(label), durationMs: 1_000 }],
      ),
    )
    const items = Array.from({ length: 4 }, () => ({ decided: null, gold: null }))
    const answers: Answers = { labels: 2, people: 3, items, list }
    expect(pairAgreements(answers, 3)).toEqual([{ people: [0, 1], items: 4, agreed: 3, kappa: 0.5 }])
    expect(pairAgreements(answers, 1)).toContainEqual({ people: [0, 2], items: 2, agreed: 0, kappa: 0 })
  })
})

describe("Fleiss' kappa", () => {
  test('the worked example of the encyclopedia article', () => {
    const units = [
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
    expect(fleissKappa(units)).toBeCloseTo(0.21, 3)
  })

  test('with equally many people it differs from alpha only by the small-sample term', () => {
    const units = fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 4, maxLength: 4 }), {
      minLength: 2,
      maxLength: 20,
    })
    fc.assert(
      fc.property(units, (labels) => {
        const kappa = fleissKappa(
          labels.map((unit) => ['a', 'b', 'c'].map((label) => unit.filter((one) => one === label).length)),
        )
        const alpha = krippendorffAlpha(labels)
        const pairable = 4 * labels.length
        if (kappa === null || alpha === null) expect(kappa).toBe(alpha)
        else expect(1 - alpha).toBeCloseTo(((pairable - 1) / pairable) * (1 - kappa), 9)
      }),
    )
  })

  test('is not defined without pairs or with one label only', () => {
    expect(fleissKappa([])).toBeNull()
    expect(
      fleissKappa([
        [1, 0],
        [0, 1],
      ]),
    ).toBeNull()
    expect(
      fleissKappa([
        [3, 0],
        [2, 0],
      ]),
    ).toBeNull()
  })
})
