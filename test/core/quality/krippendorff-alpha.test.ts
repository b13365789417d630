import fc from 'fast-check'
import { alpha as oracle } from 'krippendorff'
import { describe, expect, test } from 'vitest'
import { krippendorffAlpha } from '../../../core/quality/krippendorff-alpha.ts'

/** One string for each observer, one character for each unit, `.` where it was not observed. */
function unitsOf(...observers: string[]): string[][] {
  const size = observers[0]?.length ?? 0
  return Array.from({ length: size }, (_, unit) =>
    observers.map((labels) => labels[unit] ?? '.').filter((label) => label !== '.'),
  )
}

describe('published values', () => {
  test('two observers, binary (Krippendorff 2011, section A)', () => {
    expect(krippendorffAlpha(unitsOf('0100000010', '1110010000'))).toBeCloseTo(0.095, 3)
  })

  test('two observers, nominal (Krippendorff 2011, section B)', () => {
    expect(krippendorffAlpha(unitsOf('aabbdcccedda', 'babbbccceddd'))).toBeCloseTo(0.692, 3)
  })

  test('four observers, missing data (Krippendorff 2011, section C)', () => {
    const units = unitsOf('123321412...', '1233224125..', '.33323422513', '12332441251.')
    expect(krippendorffAlpha(units)).toBeCloseTo(0.743, 3)
  })

  test('three coders, missing data (the worked example of the encyclopedia article)', () => {
    const units = unitsOf('.....34121133.3', '1.213343.......', '..21344.21133.4')
    expect(krippendorffAlpha(units)).toBeCloseTo(0.691, 3)
  })
})

describe('published values on other scales', () => {
  const units = unitsOf('123321412...', '1233224125..', '.33323422513', '12332441251.').map((labels) =>
    labels.map(Number),
  )

  test.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
  ] as const)('four observers, missing data, %s (Krippendorff 2011, section D)', (scale, alpha) => {
    expect(krippendorffAlpha(units, scale)).toBeCloseTo(alpha, 3)
  })

  test('labels that are no numbers have no order and no distance', () => {
    expect(() => krippendorffAlpha([[1, Number.NaN]], 'ordinal')).toThrow(RangeError)
  })
})

const anyUnits = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 }), { maxLength: 30 })

describe('properties', () => {
  test('agrees with an independent implementation', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const raters = Array.from({ length: 6 }, (_, rater) => units.map((labels) => labels[rater]))
        const expected = oracle(raters)
        const mine = krippendorffAlpha(units)
        if (mine === null) expect(Number.isFinite(expected)).toBe(false)
        else expect(mine).toBeCloseTo(expected, 9)
      }),
    )
  })

  test.each(['ordinal', 'interval'] as const)('agrees with an independent implementation, %s', (scale) => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 6 }), { maxLength: 30 }),
        (units) => {
          const raters = Array.from({ length: 6 }, (_, rater) => units.map((labels) => labels[rater]))
          const expected = oracle(raters, scale === 'ordinal' ? ordinalDistance(units) : squaredDistance)
          const mine = krippendorffAlpha(units, scale)
          if (mine === null) expect(Number.isFinite(expected)).toBe(false)
          else expect(mine).toBeCloseTo(expected, 9)
        },
      ),
    )
  })

  test('is 1 when all agree and more than one label is in use', () => {
    const agreed = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 2, max: 5 })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(agreed, (items) => {
        const units = [...items, ['a', 2] as const, ['b', 2] as const]
        expect(krippendorffAlpha(units.map(([label, size]) => Array(size).fill(label)))).toBe(1)
      }),
    )
  })

  test('does not depend on the order of people or items, nor on the names of the labels', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const other = units.map((labels) => labels.map((label) => `x${label}`).reverse()).reverse()
        const mine = krippendorffAlpha(units)
        if (mine === null) expect(krippendorffAlpha(other)).toBeNull()
        else expect(krippendorffAlpha(other)).toBeCloseTo(mine, 9)
      }),
    )
  })

  test('is not defined without pairs or with one label only', () => {
    expect(krippendorffAlpha([])).toBeNull()
    expect(krippendorffAlpha([['a'], ['b']])).toBeNull()
    expect(
      krippendorffAlpha([
        ['a', 'a'],
        ['a', 'a'],
      ]),
    ).toBeNull()
  })
})

function squaredDistance(one: number, other: number): number {
  return (one - other) ** 2
}

/** As written in section D of the source: the labels between two, themselves by half. */
function ordinalDistance(units: readonly (readonly number[])[]): typeof squaredDistance {
  const given = units.filter((labels) => labels.length > 1).flat()
  return (one, other) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)]
    const between = given.filter((label) => low <= label && label <= high).length
    const ends =
      given.filter((label) => label === low).length + given.filter((label) => label === high).length
    return one === other ? 0 : (between - ends / 2) ** 2
  }
}
