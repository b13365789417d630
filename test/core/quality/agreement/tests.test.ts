import fc from 'fast-check'
import { binomialDistribution } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import {
  controlFalseAlarms,
  controlFalseDiscoveries,
} from '../../../../core/quality/agreement/multiple-tests.ts'
import {
  binomialLowerTail,
  binomialUpperTail,
  fisherFallTest,
} from '../../../../core/quality/agreement/tails.ts'

describe('binomial tails', () => {
  test('agree with an independent implementation and with each other', () => {
    const cases = fc.record({
      n: fc.integer({ min: 1, max: 60 }),
      p: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    })
    fc.assert(
      fc.property(cases, fc.nat(60), ({ n, p }, at) => {
        const k = at % (n + 1)
        const pieces = binomialDistribution(n, p) ?? []
        const expected = pieces.slice(k).reduce((sum, piece) => sum + piece, 0)
        expect(binomialUpperTail(k, n, p)).toBeCloseTo(expected, 3)
        expect(binomialUpperTail(k, n, p) + binomialLowerTail(k - 1, n, p)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('known values and edges', () => {
    expect(binomialUpperTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 12)
    expect(binomialUpperTail(0, 10, 0)).toBe(1)
    expect(binomialUpperTail(1, 10, 0)).toBe(0)
    expect(binomialUpperTail(10, 10, 1)).toBe(1)
    expect(binomialUpperTail(900, 1_000, 0.5)).toBeGreaterThan(0)
  })
})

test("Fisher's test gives the value of the lady tasting tea", () => {
  const chance = fisherFallTest({ right: 3, total: 4 }, { right: 1, total: 4 })
  expect(chance).toBeCloseTo(17 / 70, 12)
  expect(fisherFallTest({ right: 1, total: 4 }, { right: 3, total: 4 })).toBeCloseTo(69 / 70, 12)
})

describe('many tests at once', () => {
  /** Y. Benjamini, Y. Hochberg (1995), section 4.1. */
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ]

  test('the example of Benjamini and Hochberg: four findings, where no false alarm allows three', () => {
    expect(controlFalseDiscoveries(published, 0.05).filter(Boolean)).toHaveLength(4)
    expect(controlFalseAlarms(published, 0.05).filter(Boolean)).toHaveLength(3)
  })

  test('the smaller a value, the sooner it is found, and alarms are findings too', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (values) => {
        const found = controlFalseDiscoveries(values, 0.1)
        const alarms = controlFalseAlarms(values, 0.1)
        for (const [at, value] of values.entries()) {
          if (alarms[at]) expect(found[at]).toBe(true)
          if (found[at]) expect(values.every((other, index) => other > value || found[index])).toBe(true)
        }
      }),
    )
  })
})
