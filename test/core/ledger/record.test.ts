import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  classOf,
  countItems,
  epochOf,
  frozenClass,
  mostWithPremium,
  rollClasses,
  weightOfClass,
  withPremium,
} from '../../../core/ledger/record.ts'
import { seatLayout } from '../../../core/ledger/words.ts'

const counters = fc
  .record({ all: fc.integer({ min: 0, max: 4_095 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ all, share }) => ({ all, good: Math.floor(all * share) }))
const callCounters = counters.map(({ good, all }) => ({ good: good >> 1, all: all >> 1 }))
const seat = (fields: Partial<ReturnType<typeof seatLayout.unpack>>) => ({
  ...seatLayout.unpack(0n),
  ...fields,
})

it('starts newcomers at class 0 and lets a record be earned', () => {
  expect(classOf({ good: 0, all: 0 })).toBe(0)
  expect(classOf({ good: 1, all: 1 })).toBe(5)
  expect(classOf({ good: 10, all: 10 })).toBe(13)
  expect(classOf({ good: 4_095, all: 4_095 })).toBe(15)
})

it('never weighs less or pays less for a better class, and at most 14 and x1.47', () => {
  for (let one = 1; one < 16; one++) {
    expect(weightOfClass(one)).toBeGreaterThanOrEqual(weightOfClass(one - 1))
    expect(withPremium(6_400n, one)).toBeGreaterThan(withPremium(6_400n, one - 1))
  }
  expect([weightOfClass(0), weightOfClass(8), weightOfClass(15)]).toEqual([1, 1, 14])
  expect([withPremium(6_400n, 0), withPremium(6_400n, 15), mostWithPremium(6_401n)]).toEqual([
    3_400n,
    9_400n,
    9_402n,
  ])
})

it('keeps good <= all <= 4095 for ever', () => {
  fc.assert(
    fc.property(counters, callCounters, (have, more) => {
      const { good, all } = countItems(have, more.good, more.all)
      expect(good).toBeLessThanOrEqual(all)
      expect(all).toBeLessThanOrEqual(4_095)
    }),
  )
})

it('reads the same class for a batch however often the seat is written after it was locked', () => {
  const step = fc.record({ epochs: fc.integer({ min: 0, max: 1 }), good: fc.integer({ min: 0, max: 9 }) })
  fc.assert(
    fc.property(counters, fc.array(step, { minLength: 1, maxLength: 6 }), (start, steps) => {
      let state = seat({ ...start, epoch: 3 })
      let now = 5
      const batchEpoch = now
      const atLock = frozenClass(state, batchEpoch, now)
      for (const { epochs, good } of steps) {
        now = Math.min(now + epochs, batchEpoch + 1)
        expect(frozenClass(state, batchEpoch, now)).toBe(atLock)
        state = { ...state, ...rollClasses(state, now), ...countItems(state, good, 9) }
      }
      expect(frozenClass(state, batchEpoch, now)).toBe(atLock)
    }),
  )
})

it('counts epochs of eight days and starts again after 512', () => {
  expect([epochOf(191), epochOf(192), epochOf(192 * 512 + 1)]).toEqual([0, 1, 0])
})
