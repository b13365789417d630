import { expect, test } from 'vitest'
import { instantOf } from '../../../core/clock.ts'
import { type Availability, availabilityAt, type Hours } from '../../../core/people/availability.ts'

const at = (hour: number) => instantOf(Date.UTC(2026, 0, 1, hour))
const within = (hours: Hours): Availability => ({ state: 'on', hours })

test('whoever is off is never free, whatever their hours', () => {
  expect(availabilityAt({ state: 'off', hours: null }, at(12))).toBe('off')
  expect(availabilityAt({ state: 'off', hours: { from: 0, to: 23, offsetMinutes: 0 } }, at(12))).toBe('off')
})

test('without hours a person is always free', () => {
  expect(availabilityAt({ state: 'on', hours: null }, at(3))).toBe('free')
})

test.each([
  [8, 'free'],
  [21, 'free'],
  [22, 'resting'],
  [7, 'resting'],
] as const)('between 8 and 22 a person is asked, at %i they are %s', (hour, expected) => {
  expect(availabilityAt(within({ from: 8, to: 22, offsetMinutes: 0 }), at(hour))).toBe(expected)
})

test('hours may go over midnight', () => {
  const night = within({ from: 22, to: 6, offsetMinutes: 0 })
  expect([23, 0, 5].map((hour) => availabilityAt(night, at(hour)))).toEqual(['free', 'free', 'free'])
  expect(availabilityAt(night, at(6))).toBe('resting')
})

test('hours are those of the person, not of UTC', () => {
  const inDelhi = within({ from: 9, to: 17, offsetMinutes: 330 })
  expect(availabilityAt(inDelhi, at(4))).toBe('free')
  expect(availabilityAt(inDelhi, at(12))).toBe('resting')
})
