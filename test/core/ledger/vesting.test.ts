import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addVesting, claimVested, unvestedAt, type Vesting } from '../../../core/ledger/vesting.ts'

const empty: Vesting = { free: 0n, unvested: 0n, vestLast: 0, vestRem: 0 }
const holding = fc.record({
  free: fc.bigInt({ min: 0n, max: 10_000n }),
  unvested: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  vestLast: fc.nat(1_000),
  vestRem: fc.integer({ min: 0, max: 4_095 }),
})

it('releases a reward along a straight line', () => {
  const paid = addVesting(empty, 100, 1_000n, 10)
  expect(paid).toEqual({ free: 0n, unvested: 1_000n, vestLast: 100, vestRem: 10 })
  expect([100, 101, 105, 110, 999].map((hour) => unvestedAt(paid, hour))).toEqual([
    1_000n,
    900n,
    500n,
    0n,
    0n,
  ])
})

it('ends at the mean of the ends, weighted by the amounts', () => {
  const first = addVesting(empty, 0, 100n, 10)
  // At hour 5: 50 left for 5 h, 150 for 20 h: (50*5 + 150*20) / 200 = 16.25, rounded up.
  expect(addVesting(first, 5, 150n, 20)).toEqual({ free: 50n, unvested: 200n, vestLast: 5, vestRem: 17 })
})

it('keeps every unit and releases all of it at the end, however often it is claimed', () => {
  fc.assert(
    fc.property(holding, fc.array(fc.nat(600), { maxLength: 12 }), (start, steps) => {
      let now = start.vestLast
      let claimed: Vesting = start
      for (const step of steps) {
        now += step
        const before = claimed.unvested
        claimed = claimVested(claimed, now)
        expect(claimed.unvested).toBeLessThanOrEqual(before)
        expect(claimed.free + claimed.unvested).toBe(start.free + start.unvested)
      }
      expect(claimVested(claimed, start.vestLast + start.vestRem + 5_000).unvested).toBe(0n)
    }),
  )
})

it('does not depend on how often it is claimed', () => {
  fc.assert(
    fc.property(holding, fc.array(fc.nat(600), { minLength: 1, maxLength: 12 }), (start, steps) => {
      let now = start.vestLast
      let often: Vesting = start
      for (const step of steps) {
        now += step
        often = claimVested(often, now)
      }
      expect(often).toEqual(claimVested(start, now))
    }),
  )
})

it('changes nothing for a reward of zero', () => {
  fc.assert(
    fc.property(holding, (start) => {
      expect(addVesting(start, 5_000, 0n, 100)).toBe(start)
    }),
  )
})
