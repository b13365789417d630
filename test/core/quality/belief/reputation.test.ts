import { expect, test } from 'vitest'
import { type Evidence, judge, reputationOf } from '../../../../core/quality/belief/reputation.ts'

const NOTHING: Evidence = { right: 0, wrong: 0 }
const after = (answers: boolean[]) =>
  answers.reduce((evidence, right) => judge(evidence, { right, weight: 1 }), NOTHING)

test('a newcomer is expected to be right four times of five, with much doubt', () => {
  const { accuracy, uncertainty } = reputationOf(NOTHING)
  expect(accuracy).toBeCloseTo(0.8, 12)
  expect(uncertainty).toBeGreaterThan(0.15)
})

test('judged answers move the accuracy and take doubt away', () => {
  const good = reputationOf(after(Array(50).fill(true)))
  const bad = reputationOf(after(Array(50).fill(false)))
  expect(good.accuracy).toBeGreaterThan(0.95)
  expect(bad.accuracy).toBeLessThan(0.2)
  expect(good.uncertainty).toBeLessThan(0.05)
})

test('old answers are forgotten', () => {
  const turned = reputationOf(after([...Array(500).fill(true), ...Array(200).fill(false)]))
  expect(turned.accuracy).toBeLessThan(0.2)
})

test('a judgement counts as much as it is sure', () => {
  expect(judge(NOTHING, { right: true, weight: 0.6 })).toEqual({ right: 0.6, wrong: 0 })
  expect(judge(NOTHING, { right: false, weight: 0.9 })).toEqual({ right: 0, wrong: 0.9 })
})
