import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Aggregator } from '../../../../core/quality/aggregate/aggregator.ts'
import { boxOverlap, fuseBoxes } from '../../../../core/quality/aggregate/boxes.ts'
import {
  aggregateFreeText,
  editDistance,
  textSimilarity,
} from '../../../../core/quality/aggregate/free-text.ts'
import { fuseMasks, maskDice } from '../../../../core/quality/aggregate/masks.ts'
import { aggregateMultiLabel } from '../../../../core/quality/aggregate/multi-label.ts'
import { aggregateOrdinal } from '../../../../core/quality/aggregate/ordinal.ts'
import { kendallTau, rankPairwise } from '../../../../core/quality/aggregate/pairwise.ts'
import { aggregateSingleChoice } from '../../../../core/quality/aggregate/single-choice.ts'
import type { Span } from '../../../../core/quality/aggregate/spans.ts'
import { aggregateSpans, spanF1, tokenF1, voteSpans } from '../../../../core/quality/aggregate/spans.ts'
import { uniform } from '../communities.ts'

function answersOf<T>(rows: readonly (readonly [string, string, T])[]) {
  return rows.map(([item, person, value]) => ({ item, person, value }))
}

/** Properties every aggregator shares: repeats of a person count once, the order of people does not matter. */
function common<T, R>(
  name: string,
  aggregate: Aggregator<T, R>,
  value: fc.Arbitrary<T>,
  same: (r: R) => unknown,
) {
  const answer = fc.record({
    item: fc.constantFrom('i1', 'i2', 'i3'),
    person: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
    value,
  })
  const distinct = fc.uniqueArray(answer, { selector: (a) => `${a.item}/${a.person}`, minLength: 1 })
  const stated = (result: ReturnType<typeof aggregate>) =>
    [...result].map(([item, b]) => [item, Number(b.confidence.toFixed(4)), same(b.value)]).sort()
  it(`${name}: repeats count once and order does not matter`, () => {
    fc.assert(
      fc.property(distinct, (rows) => {
        const once = stated(aggregate(rows))
        expect(stated(aggregate([...rows, ...rows]))).toEqual(once)
        expect(stated(aggregate(rows.toReversed()))).toEqual(once)
      }),
      { numRuns: 40 },
    )
  })
}

describe('all aggregators', () => {
  common(
    'ordinal',
    (a) => aggregateOrdinal(a, [1, 2, 3, 4, 5]),
    fc.integer({ min: 1, max: 5 }),
    () => null,
  )
  common('free text', aggregateFreeText, fc.constantFrom('cat', 'a cat', 'dog'), () => null)
  common('multi-label', aggregateMultiLabel, fc.subarray(['x', 'y', 'z']), () => null)
  common(
    'spans',
    (a) => voteSpans(a),
    fc.constantFrom([{ label: 'n', start: 0, end: 2 }], []),
    (v) => v,
  )
  common('masks', fuseMasks, fc.uint8Array({ minLength: 6, maxLength: 6, max: 1 }), () => null)
})

describe('single choice and sets', () => {
  it('states the most probable label', () => {
    const rows = answersOf([
      ['i', 'p', 'a'],
      ['i', 'q', 'a'],
      ['i', 'r', 'b'],
    ])
    expect(aggregateSingleChoice(rows).get('i')?.value).toBe('a')
  })

  it('lets labels that go together support each other', () => {
    const rows = Array.from({ length: 40 }, (_, n) => `i${n}`).flatMap((item, n) =>
      ['p', 'q', 'r'].map((person) => [item, person, n % 2 ? ['beach', 'sea'] : ['town']] as const),
    )
    const unsure = [
      ['new', 'p', ['beach', 'sea']],
      ['new', 'q', ['beach', 'sea']],
      ['new', 'r', ['beach']],
    ] as const
    const belief = aggregateMultiLabel(answersOf<readonly string[]>([...rows, ...unsure]))
    expect(belief.get('new')?.value).toEqual(['beach', 'sea'])
    expect(belief.get('i0')?.value).toEqual(['town'])
  })
})

describe('ordinal ratings', () => {
  it('corrects a harsh person and distrusts a noisy one', () => {
    const random = uniform(4)
    const rows = Array.from({ length: 60 }, (_, n) => [`i${n}`, 1 + (n % 5)] as const).flatMap(
      ([item, truth]) => [
        [item, 'fair', truth] as const,
        [item, 'kind', truth] as const,
        [item, 'harsh', Math.max(1, truth - 1)] as const,
        [item, 'noisy', 1 + Math.floor(random() * 5)] as const,
      ],
    )
    const belief = aggregateOrdinal(answersOf(rows))
    const right = [...belief].filter(([item, b]) => b.value === 1 + (Number(item.slice(1)) % 5))
    expect(right.length).toBeGreaterThanOrEqual(57)
  })
})

describe('pairwise comparisons', () => {
  const truth = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const pairs = truth.flatMap((winner, n) => truth.slice(n + 1).map((loser) => ({ winner, loser })))

  it('recovers the order though one person reverses every pair', () => {
    const rows = pairs.flatMap(({ winner, loser }) => [
      { person: 'p', winner, loser },
      { person: 'q', winner, loser },
      { person: 'contrary', winner: loser, loser: winner },
    ])
    const ranking = rankPairwise(rows)
    expect(
      kendallTau(
        ranking.items.map(({ item }) => item),
        truth,
      ),
    ).toBe(1)
    expect(ranking.reliability.get('contrary')).toBeLessThan(0.3)
    expect(ranking.reliability.get('p')).toBeGreaterThan(0.9)
  })

  it('never lowers the posterior', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            person: fc.constantFrom('p', 'q', 'r'),
            winner: fc.constantFrom(...truth),
            loser: fc.constantFrom(...truth),
          }),
          { minLength: 2 },
        ),
        (rows) => {
          const { logPosterior } = rankPairwise(rows)
          for (const [n, value] of logPosterior.entries()) {
            expect(value).toBeGreaterThanOrEqual((logPosterior[n - 1] ?? Number.NEGATIVE_INFINITY) - 1e-9)
          }
        },
      ),
    )
  })

  it('measures reversed orders as minus one', () => {
    expect(kendallTau(['a', 'b', 'c'], ['c', 'b', 'a'])).toBe(-1)
    expect(kendallTau(['a', 'b', 'c'], ['a', 'c', 'b'])).toBeCloseTo(1 / 3, 12)
  })
})

describe('spans', () => {
  const name = (start: number, end: number) => ({ label: 'name', start, end })

  it('joins tokens most people marked', () => {
    const rows = Array.from({ length: 10 }, (_, n) => `t${n}`).flatMap((item) => [
      [item, 'p', [name(1, 3), name(6, 7)]] as const,
      [item, 'q', [name(1, 3), name(6, 7)]] as const,
      [item, 'r', [name(0, 3)]] as const,
    ])
    expect(aggregateSpans(answersOf<readonly Span[]>(rows)).get('t0')?.value).toEqual([
      name(1, 3),
      name(6, 7),
    ])
    const voted = voteSpans(answersOf<readonly Span[]>(rows)).get('t0')
    expect(voted?.value).toEqual([name(1, 3), name(6, 7)])
    expect(voted?.confidence).toBeCloseTo(2 / 3, 12)
  })

  it('scores tokens and tolerant boundaries', () => {
    expect(tokenF1([name(0, 2)], [name(1, 3)])).toBeCloseTo(0.5, 12)
    expect(spanF1([name(0, 2)], [name(0, 3)])).toBe(0)
    expect(spanF1([name(0, 2)], [name(0, 3)], 1)).toBe(1)
    expect(tokenF1([], [])).toBe(1)
  })
})

describe('free text', () => {
  it('measures known edit distances', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3)
    expect(editDistance('', 'abc')).toBe(3)
    expect(textSimilarity(' The  Cat ', 'the cat')).toBe(1)
  })

  it('chooses one of the answers given', () => {
    const text = fc.string({ maxLength: 8 })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const rows = texts.map((value, n) => ({ item: 'i', person: `p${n}`, value }))
        expect(texts).toContain(aggregateFreeText(rows).get('i')?.value)
      }),
    )
  })

  it('prefers the answer the others agree with', () => {
    const rows = answersOf([
      ['i', 'p', 'a red car'],
      ['i', 'q', 'a red cart'],
      ['i', 'r', 'nothing here'],
    ])
    expect(aggregateFreeText(rows).get('i')?.value).toMatch(/a red car/)
  })
})

describe('boxes', () => {
  const box = (x1: number, y1: number, x2: number, y2: number) => ({ label: 'car', x1, y1, x2, y2 })

  it('measures overlap', () => {
    expect(boxOverlap(box(0, 0, 2, 2), box(1, 0, 3, 2))).toBeCloseTo(1 / 3, 12)
    expect(boxOverlap(box(0, 0, 1, 1), box(2, 2, 3, 3))).toBe(0)
  })

  it('averages boxes of one object and drops what one person alone drew', () => {
    const rows = answersOf([
      ['i', 'p', [box(0, 0, 10, 10), box(50, 50, 60, 60)]],
      ['i', 'q', [box(1, 0, 11, 10)]],
      ['i', 'r', [box(2, 0, 12, 10)]],
    ])
    const fused = fuseBoxes(rows).get('i')?.value
    expect(fused).toHaveLength(1)
    expect(fused?.[0]).toMatchObject({ label: 'car', y1: 0, y2: 10, confidence: 1 })
    expect(fused?.[0]?.x1).toBeCloseTo(1, 9)
    expect(fused?.[0]?.x2).toBeCloseTo(11, 9)
  })
})

describe('masks', () => {
  it('recovers the truth and finds the person who marks everything', () => {
    const truth = Uint8Array.from({ length: 400 }, (_, p) => Number(p % 20 < 8))
    const random = uniform(6)
    const noisy = (rate: number) => truth.map((bit) => (random() < rate ? 1 - bit : bit))
    const all = truth.map(() => 1)
    const belief = fuseMasks(
      answersOf([
        ['i', 'p', noisy(0.1)],
        ['i', 'q', noisy(0.1)],
        ['i', 'r', noisy(0.15)],
        ['i', 's', all],
      ]),
    ).get('i')
    if (!belief) throw new Error('no belief')
    expect(maskDice(belief.value, truth)).toBeGreaterThan(0.93)
    expect(belief.people.get('s')?.specificity).toBeLessThan(0.1)
    for (const [n, value] of belief.logPosterior.entries()) {
      expect(value).toBeGreaterThanOrEqual((belief.logPosterior[n - 1] ?? Number.NEGATIVE_INFINITY) - 1e-9)
    }
  })

  it('refuses masks of different sizes', () => {
    expect(() =>
      fuseMasks(
        answersOf([
          ['i', 'p', new Uint8Array(3)],
          ['i', 'q', new Uint8Array(4)],
        ]),
      ),
    ).toThrow(RangeError)
  })
})
