import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adaptRound } from '../../../core/consensus/adapt-round.ts'
import { decideRound } from '../../../core/consensus/decide-round.ts'

const labels = ['yes', 'no', 'maybe']
const answers = fc.array(fc.constantFrom(...labels), { minLength: 0, maxLength: 8 })
const posterior = fc
  .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((weights) => weights.map((weight) => weight / weights.reduce((a, b) => a + b, 0)))
const terms = { annotationCost: 1, wrongDecisionLoss: 40 }
const rule = { redundancy: 2, maxRedundancy: 5, threshold: { numerator: 2, denominator: 3 } }

test('belief never changes what is decided: it only asks for one more annotation, within the maximum', () => {
  fc.assert(
    fc.property(answers, posterior, (given, believed) => {
      const byRule = decideRound(given, rule)
      const adapted = adaptRound(byRule, rule.maxRedundancy, { posterior: believed, labels }, terms)
      if (adapted === byRule) return
      expect(byRule.kind).toBe('decided')
      expect(adapted).toEqual({ kind: 'widen', wanted: given.length + 1 })
      expect(given.length).toBeLessThan(rule.maxRedundancy)
    }),
  )
})

test('doubt in the label about to be decided asks for more, whatever else is probable', () => {
  const byRule = decideRound(['yes', 'yes', 'no'], rule)
  const ask = (believed: number[]) => adaptRound(byRule, 5, { posterior: believed, labels }, terms).kind
  expect(ask([0.97, 0.02, 0.01])).toBe('decided')
  expect(ask([0.6, 0.3, 0.1])).toBe('widen')
  expect(ask([0.02, 0.97, 0.01])).toBe('widen')
})

test('at the maximum the rule alone decides', () => {
  const byRule = decideRound(['yes', 'yes', 'no'], rule)
  expect(adaptRound(byRule, 3, { posterior: [0, 1, 0], labels }, terms)).toBe(byRule)
})
