import { expect, test } from 'vitest'
import { type Instant, instantOf } from '../../../../core/clock.ts'
import { tooManyRejections } from '../../../../core/consensus/breaker/too-many-rejections.ts'
import type { PersonId } from '../../../../core/ids.ts'

const ADA = 'ada' as PersonId
const BOB = 'bob' as PersonId
const RULE = { share: 0.5, answers: 4 }
const NEVER = new Map<PersonId | null, Instant>()

/** One answer a second: r rejected, a accepted. */
const judged = (personId: PersonId, verdicts: string) =>
  [...verdicts].map((verdict, second) => ({
    personId,
    isRejected: verdict === 'r',
    at: instantOf(second * 1_000),
  }))

test('more than the share of enough answers is too many, for a person and for everybody', () => {
  const answers = [...judged(ADA, 'rrra'), ...judged(BOB, 'aaaaaa')]
  expect(tooManyRejections(answers, NEVER, RULE)).toEqual([{ personId: ADA, rejected: 3, total: 4 }])
  expect(tooManyRejections(judged(ADA, 'rrra'), NEVER, RULE)).toEqual([
    { personId: null, rejected: 3, total: 4 },
  ])
})

test('exactly the share, or too few answers, is not', () => {
  expect(tooManyRejections(judged(ADA, 'rraa'), NEVER, RULE)).toEqual([])
  expect(tooManyRejections(judged(ADA, 'rrr'), NEVER, RULE)).toEqual([])
})

test('what somebody has looked at already is left aside', () => {
  const closed = new Map<PersonId | null, Instant>([[null, instantOf(1_000)]])
  expect(tooManyRejections(judged(ADA, 'rrrrr'), closed, RULE)).toEqual([
    { personId: ADA, rejected: 5, total: 5 },
  ])
})
