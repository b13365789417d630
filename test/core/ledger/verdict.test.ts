import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Vote } from '../../../core/ledger/packed-bytes.ts'
import { type Ballot, verdictOf } from '../../../core/ledger/verdict.ts'

const rule = { thresholdBp: 6_666, minVotes: 3 }
const ballots = (text: string, weight = 1): Ballot[] =>
  [...text].map((letter) => ({ vote: VOTE_OF[letter] ?? 'none', weight }))
const VOTE_OF: Record<string, Vote> = { a: 'approve', r: 'reject', u: 'unsure', '-': 'none' }
const ballot = fc.record({
  vote: fc.constantFrom<Vote>('none', 'approve', 'reject', 'unsure'),
  weight: fc.integer({ min: 1, max: 14 }),
})

describe('with equal weights', () => {
  it.each([
    ['aaa', 'accepted'],
    ['aar', 'accepted'],
    ['rra', 'rejected'],
    ['aarr', 'open'],
    ['aaar', 'accepted'],
    ['aa--', 'open'],
    ['aau-', 'open'],
    ['', 'open'],
  ] as const)('%s is %s', (text, verdict) => expect(verdictOf(ballots(text), rule)).toBe(verdict))
})

it('is content with the seats there are, but never with one head', () => {
  expect(verdictOf(ballots('aa'), rule)).toBe('accepted')
  expect(verdictOf(ballots('a'), rule)).toBe('open')
  expect(verdictOf(ballots('a'), { ...rule, minVotes: 1 })).toBe('open')
})

it('lets no heavy validator outvote two light ones, nor two light ones a heavy one', () => {
  const heavy: Ballot = { vote: 'approve', weight: 14 }
  expect(verdictOf([heavy, ...ballots('rr')], rule)).toBe('open')
  expect(verdictOf([heavy, ...ballots('aa')], rule)).toBe('accepted')
})

it('treats both sides alike', () => {
  const swapped = { approve: 'reject', reject: 'approve', none: 'none', unsure: 'unsure' } as const
  const mirror = { accepted: 'rejected', rejected: 'accepted', open: 'open' } as const
  fc.assert(
    fc.property(fc.array(ballot, { maxLength: 8 }), (cast) => {
      const other = cast.map(({ vote, weight }) => ({ vote: swapped[vote], weight }))
      expect(verdictOf(other, rule)).toBe(mirror[verdictOf(cast, rule)])
    }),
  )
})

it('holds both keys whenever it decides', () => {
  fc.assert(
    fc.property(fc.array(ballot, { maxLength: 8 }), (cast) => {
      const verdict = verdictOf(cast, rule)
      if (verdict === 'open') return
      const won = cast.filter(({ vote }) => vote === (verdict === 'accepted' ? 'approve' : 'reject'))
      const lost = cast.filter(({ vote }) => vote === (verdict === 'accepted' ? 'reject' : 'approve'))
      const weight = (of: readonly Ballot[]) => of.reduce((sum, one) => sum + one.weight, 0)
      expect(won.length).toBeGreaterThan(lost.length)
      expect(weight(won) * 10_000).toBeGreaterThanOrEqual(6_666 * (weight(won) + weight(lost)))
    }),
  )
})
