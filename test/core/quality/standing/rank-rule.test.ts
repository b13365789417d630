import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ranks } from '../../../../core/people/account.ts'
import { projectDefinition } from '../../../../core/projects/definition.ts'
import { judge, reputationBounds } from '../../../../core/quality/belief/reputation.ts'
import { type RankEvidence, rankChange } from '../../../../core/quality/standing/rank-rule.ts'
import { projectFile } from '../../../support/community.ts'

const rules = projectDefinition.parse(projectFile()).ranks

function evidence(answers: readonly boolean[], judgedByGold = answers.length): RankEvidence {
  const sums = answers.reduce((sum, right) => judge(sum, { right, weight: 1 }), { right: 0, wrong: 0 })
  return { ...sums, judged: answers.length, judgedByGold }
}
const mostly = (share: number, length: number) =>
  Array.from({ length }, (_, at) => Math.floor((at + 1) * share) > Math.floor(at * share))

test('somebody surely above the next threshold rises one step, and is told the figures', () => {
  const change = rankChange('annotator', evidence(mostly(1, 60)), rules)
  expect(change).toMatchObject({ from: 'annotator', to: 'validator', threshold: 0.75 })
  expect(change?.low).toBeGreaterThanOrEqual(0.75)
  expect(rankChange('validator', evidence(mostly(1, 200)), rules)).toMatchObject({ to: 'expert' })
  expect(rankChange('expert', evidence(mostly(1, 200)), rules)).toBeNull()
})

test('a good mean over few answers is not enough', () => {
  expect(rankChange('annotator', evidence(mostly(1, 8)), rules)).toBeNull()
})

test('agreement with peers alone makes no validator: known answers are asked for', () => {
  expect(rankChange('annotator', evidence(mostly(1, 100), 4), rules)).toBeNull()
  expect(rankChange('annotator', evidence(mostly(1, 100), 5), rules)).toMatchObject({ to: 'validator' })
})

test('somebody surely below the own threshold and margin falls one step', () => {
  expect(rankChange('validator', evidence(mostly(0.5, 100)), rules)).toMatchObject({
    from: 'validator',
    to: 'annotator',
    threshold: 0.75,
  })
  expect(rankChange('annotator', evidence(mostly(0.2, 100)), rules)).toMatchObject({ to: 'trainee' })
  expect(rankChange('trainee', evidence(mostly(0.1, 100)), rules)).toBeNull()
})

test('a trainee who gets better rises again', () => {
  expect(rankChange('trainee', evidence(mostly(0.9, 40)), rules)).toMatchObject({ to: 'annotator' })
})

test('nobody goes back and forth: whoever has just risen does not fall, and the other way round', () => {
  const answers = fc.array(fc.boolean(), { maxLength: 300 })
  fc.assert(
    fc.property(answers, fc.constantFrom(...ranks), (given, current) => {
      const known = evidence(given)
      const change = rankChange(current, known, rules)
      if (!change) return
      const back = rankChange(change.to, known, rules)
      if (back) expect(ranks.indexOf(back.to) - ranks.indexOf(back.from)).toBe(direction(change))
    }),
  )
})

const direction = ({ from, to }: { from: (typeof ranks)[number]; to: (typeof ranks)[number] }) =>
  ranks.indexOf(to) - ranks.indexOf(from)

test('the bounds enclose the accuracy and tighten with evidence', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), (share) => {
      const few = reputationBounds(evidence(mostly(share, 10)), 0.95)
      const many = reputationBounds(evidence(mostly(share, 200)), 0.95)
      expect(many.high - many.low).toBeLessThan(few.high - few.low)
      expect(many.low).toBeLessThan(many.high)
    }),
  )
})
