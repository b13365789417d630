import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideRound, type RoundRule } from '../../../core/consensus/decide-round.ts'

const twoThirds: RoundRule = {
  redundancy: 3,
  maxRedundancy: 5,
  threshold: { numerator: 2, denominator: 3 },
}

const rules = fc
  .record({
    redundancy: fc.integer({ min: 1, max: 7 }),
    more: fc.integer({ min: 0, max: 4 }),
    denominator: fc.integer({ min: 1, max: 12 }),
    share: fc.nat(),
  })
  .map(({ redundancy, more, denominator, share }): RoundRule => {
    const lowest = Math.floor(denominator / 2) + 1
    const numerator = lowest + (share % (denominator - lowest + 1))
    return { redundancy, maxRedundancy: redundancy + more, threshold: { numerator, denominator } }
  })
const labels = fc.array(fc.constantFrom('ham', 'spam', 'other'), { maxLength: 12 })

describe('two thirds of three', () => {
  test('two of three equal labels decide: exactly two thirds is enough', () => {
    const outcome = decideRound(['ham', 'spam', 'ham'], twoThirds)
    expect(outcome).toEqual({ kind: 'decided', label: 'ham', agree: 2, total: 3 })
  })

  test('fewer annotations than the redundancy decide nothing, however equal', () => {
    expect(decideRound(['ham', 'ham'], twoThirds)).toEqual({ kind: 'wait' })
    expect(decideRound([], twoThirds)).toEqual({ kind: 'wait' })
  })

  test('three different labels widen the round by one', () => {
    expect(decideRound(['ham', 'spam', 'other'], twoThirds)).toEqual({ kind: 'widen', wanted: 4 })
  })

  test('two of four are too few, four of five are enough', () => {
    expect(decideRound(['ham', 'ham', 'spam', 'other'], twoThirds)).toEqual({ kind: 'widen', wanted: 5 })
    const outcome = decideRound(['ham', 'ham', 'spam', 'ham', 'ham'], twoThirds)
    expect(outcome).toEqual({ kind: 'decided', label: 'ham', agree: 4, total: 5 })
  })

  test('no supermajority with all the annotations allowed asks an expert', () => {
    expect(decideRound(['ham', 'ham', 'ham', 'spam', 'spam'], twoThirds)).toEqual({ kind: 'expert' })
  })
})

test('a share that floating point would round up decides by integers', () => {
  // 14 / 25 * 25 is 14.000000000000002 in floating point, which 14 equal labels would not reach.
  const rule = { redundancy: 25, maxRedundancy: 25, threshold: { numerator: 14, denominator: 25 } }
  const outcome = decideRound([...Array(14).fill('a'), ...Array(11).fill('b')], rule)
  expect(outcome).toEqual({ kind: 'decided', label: 'a', agree: 14, total: 25 })
})

test('the order of the annotations never matters', () => {
  const shuffled = labels.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  )
  fc.assert(
    fc.property(shuffled, rules, ([given, reordered], rule) => {
      expect(decideRound(reordered, rule)).toEqual(decideRound(given, rule))
    }),
  )
})

test('a label is decided exactly when enough labels are there and its share reaches the threshold', () => {
  fc.assert(
    fc.property(labels, rules, (given, rule) => {
      const { numerator, denominator } = rule.threshold
      const winners = [...new Set(given)].filter((label) => {
        const agree = given.filter((one) => one === label).length
        return BigInt(agree) * BigInt(denominator) >= BigInt(numerator) * BigInt(given.length)
      })
      expect(winners.length).toBeLessThanOrEqual(1)
      const outcome = decideRound(given, rule)
      const decides = given.length >= rule.redundancy && winners.length === 1
      expect(outcome.kind === 'decided' ? outcome.label : null).toBe(decides ? winners[0] : null)
    }),
  )
})

test('a round is widened by one at a time and never beyond the maximum', () => {
  fc.assert(
    fc.property(labels, rules, (given, rule) => {
      const outcome = decideRound(given, rule)
      if (outcome.kind === 'widen') {
        expect(outcome.wanted).toBe(given.length + 1)
        expect(outcome.wanted).toBeLessThanOrEqual(rule.maxRedundancy)
      }
      if (outcome.kind === 'expert') expect(given.length).toBeGreaterThanOrEqual(rule.maxRedundancy)
    }),
  )
})
