import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Candidate,
  type Expectation,
  rankCandidates,
} from '../../../../core/quality/policy/rank-candidates.ts'

const AT_ONCE = 20

const good: Expectation = { answers: [0.9, 0.1, 0.1, 0.9], unanswered: [0.5, 0.5], redundancy: 'adaptive' }
const random: Expectation = { answers: [0.6, 0.4, 0.6, 0.4], unanswered: [0.5, 0.5], redundancy: 'adaptive' }
const item = (ordinal: number, sure: number | null): Candidate => ({
  ordinal,
  started: sure !== null,
  posterior: sure === null ? null : [sure, 1 - sure],
})
const ordinals = (ranked: readonly Candidate[]) => ranked.map((one) => one.ordinal)

const candidates = fc
  .uniqueArray(
    fc.record({
      ordinal: fc.integer({ min: 1, max: 1_000 }),
      sure: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    }),
    { selector: (one) => one.ordinal, minLength: 1, maxLength: 50 },
  )
  .map((list) => list.map(({ ordinal, sure }) => item(ordinal, sure)))

test('the item in most doubt comes first', () => {
  expect(ordinals(rankCandidates([item(1, 0.95), item(2, 0.5), item(3, 0.8)], good))).toEqual([2, 3, 1])
})

test('of items that say the same, the earlier one comes first, a started one before a new one', () => {
  expect(ordinals(rankCandidates([item(3, null), item(1, 0.5), item(2, null)], good))).toEqual([1, 2, 3])
})

test('somebody who answers at random is given items in their order', () => {
  expect(ordinals(rankCandidates([item(3, 0.5), item(1, 0.99), item(2, 0.7)], random))).toEqual([1, 2, 3])
})

test('no new item is started while twenty started ones wait for the person', () => {
  const waiting = Array.from({ length: AT_ONCE }, (_, index) => item(index + 1, 0.99))
  expect(ordinals(rankCandidates([...waiting, item(99, null)], good))).not.toContain(99)
  expect(ordinals(rankCandidates([...waiting.slice(1), item(99, null)], good))[0]).toBe(99)
})

test('with a fixed redundancy no new item is started while any started one waits', () => {
  const fixed: Expectation = { ...good, redundancy: 'fixed' }
  expect(ordinals(rankCandidates([item(1, 0.99), item(2, null)], fixed))).toEqual([1])
  expect(ordinals(rankCandidates([item(2, null), item(3, null)], fixed))).toEqual([2, 3])
})

test('an item that was passed over long enough comes first, however little there is to gain', () => {
  fc.assert(
    fc.property(candidates, (list) => {
      const old = item(-2_000, 1)
      expect(rankCandidates([...list, old], good)[0]).toBe(old)
    }),
  )
})

test('every candidate is ranked but for new ones that must wait, whatever order they come in', () => {
  fc.assert(
    fc.property(candidates, (list) => {
      const started = list.filter((one) => one.started)
      const eligible = started.length < AT_ONCE ? list : started
      const ranked = rankCandidates(list, good)
      expect(new Set(ranked)).toEqual(new Set(eligible))
      expect(rankCandidates([...list].reverse(), good)).toEqual(ranked)
    }),
  )
})
