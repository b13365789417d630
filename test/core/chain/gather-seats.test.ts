import { expect, test } from 'vitest'
import { gatherSeats } from '../../../core/chain/batches/gather-seats.ts'
import { instantOf, plusMs } from '../../../core/clock.ts'

const terms = { minVotes: 3, gatherHours: 24 }
const since = instantOf(0)
const HOUR_MS = 3_600_000

test.each([
  [12, 0, 'batch'],
  [4, 0, 'batch'],
  [3, 0, 'wait'],
  [3, 23, 'wait'],
  [3, 24, 'batch'],
  [2, 23, 'wait'],
  [2, 24, 'experts'],
  [0, 24, 'experts'],
] as const)('with %i seats an annotation of %i hours ago: %s', (seats, hours, expected) => {
  expect(gatherSeats(seats, terms, since, plusMs(since, hours * HOUR_MS))).toBe(expected)
})
