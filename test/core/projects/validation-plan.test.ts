import { expect, test } from 'vitest'
import { validation } from '../../../core/projects/peers-terms.ts'
import { validationPlan } from '../../../core/projects/validation-plan.ts'

const terms = validation.parse({})

test.each([
  { seats: 0, first: null, second: null, gatherHours: 24 },
  { seats: 2, first: null, second: null, gatherHours: 24 },
  { seats: 3, first: 2, second: null, gatherHours: 24 },
  { seats: 4, first: 3, second: null, gatherHours: null },
  { seats: 6, first: 3, second: null, gatherHours: null },
  { seats: 7, first: 3, second: 2, gatherHours: null },
  { seats: 12, first: 3, second: 5, gatherHours: null },
])('with $seats seats the rounds have $first and $second votes', ({ seats, ...plan }) => {
  expect(validationPlan(terms, seats)).toEqual({ seats, expertHours: 72, ...plan })
})
