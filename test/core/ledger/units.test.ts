import { expect, it } from 'vitest'
import { hourOf, unitsOf, weiOf } from '../../../core/ledger/units.ts'

it('counts thousandths of a token, rounded down', () => {
  expect(weiOf(1_000n)).toBe(10n ** 18n)
  expect([unitsOf(10n ** 18n), unitsOf(10n ** 15n - 1n)]).toEqual([1_000n, 0n])
})

it('counts whole hours from the start of 2026', () => {
  const start = Date.parse('2026-01-01T00:00:00Z') / 1_000
  expect([start, start + 3_599, start + 3_600].map(hourOf)).toEqual([0, 0, 1])
})
