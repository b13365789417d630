import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestAssignment } from '../../../../core/quality/aggregate/best-assignment.ts'
import { boxF1, boxOverlap, matchedOverlaps } from '../../../../core/quality/aggregate/box-agreement.ts'
import { fuseBoxes } from '../../../../core/quality/aggregate/boxes.ts'
import {
  aggregateFreeText,
  editDistance,
  sameText,
  textSimilarity,
} from '../../../../core/quality/aggregate/free-text.ts'
import { fuseMasks, maskDice, maskOverlap } from '../../../../core/quality/aggregate/masks.ts'
import { aggregateMultiLabel } from '../../../../core/quality/aggregate/multi-label.ts'
import { aggregateOrdinal } from '../../../../core/quality/aggregate/ordinal.ts'
import { kendallTau, rankPairwise } from '../../../../core/quality/aggregate/pairwise.ts'
import { aggregatePairs, aggregateRankings } from '../../../../core/quality/aggregate/rankings.ts'
import { aggregateSingleChoice } from '../../../../core/quality/aggregate/single-choice.ts'
import { type Span, spanF1, tokenF1 } from '../../../../core/quality/aggregate/span-agreement.ts'
import { aggregateSpans, voteSpans } from '../../../../core/quality/aggregate/spans.ts'
import { uniform } from '../communities.ts'

function answersOf<T>(rows: readonly (readonly [string, string, T])[]) {
  return rows.map(([item, person, value]) => ({ item, person, value }))
}

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

  it('ranks the American League of 1987 as Agresti does', () => {
    // Wins of each team against the others, of 13 games a pair; A. Agresti, Categorical Data Analysis, 1990.
    const teams = ['Milwaukee', 'Detroit', 'Toronto', 'New York', 'Boston', 'Cleveland', 'Baltimore']
    const wins = [
      [0, 7, 9, 7, 7, 9, 11],
      [6, 0, 7, 5, 11, 9, 9],
      [4, 6, 0, 7, 7, 8, 12],
      [6, 8, 6, 0, 6, 7, 10],
      [6, 2, 6, 7, 0, 7, 12],
      [4, 4, 5, 6, 6, 0, 6],
      [2, 4, 1, 3, 1, 7, 0],
    ]
    const games = wins.flatMap((row, one) =>
      row.flatMap((won, other) =>
        Array.from({ length: won }, (_, game) => ({
          person: `game ${one} ${other} ${game}`,
          winner: teams[one] ?? '',
          loser: teams[other] ?? '',
        })),
      ),
    )
    // Toronto and New York are nearly even; the doubt about people may turn them round.
    expect(
      kendallTau(
        rankPairwise(games).items.map(({ item }) => item),
        teams,
      ),
    ).toBeGreaterThan(0.9)
  })

  it('states the preferred thing of each pair, also where the few who saw it say the opposite', () => {
    const rows = pairs.flatMap(({ winner, loser }) =>
      ['p', 'q', 'r'].map((person) => ({ item: `${winner}${loser}`, person, value: { winner, loser } })),
    )
    const slip = { item: 'ah', person: 's', value: { winner: 'h', loser: 'a' } }
    const alone = rows.filter(({ item }) => item !== 'ah')
    const belief = aggregatePairs([...alone, slip])
    expect(belief.get('ah')?.value).toBe('a')
    expect(belief.get('ab')?.value).toBe('a')
    expect(belief.get('ah')?.confidence).toBeGreaterThan(belief.get('ab')?.confidence ?? 1)
  })

  it('ranks a few things by what most say, and distrusts whoever turns every order round', () => {
    const rows = Array.from({ length: 12 }, (_, n) => `i${n}`).flatMap((item) => [
      { item, person: 'p', value: ['gold', 'silver', 'bronze'] },
      { item, person: 'q', value: ['gold', 'silver', 'bronze'] },
      { item, person: 'contrary', value: ['bronze', 'silver', 'gold'] },
    ])
    const split = [
      { item: 'new', person: 'p', value: ['x', 'y'] },
      { item: 'new', person: 'contrary', value: ['y', 'x'] },
    ]
    const belief = aggregateRankings([...rows, ...split])
    expect(belief.get('i0')?.value).toEqual(['gold', 'silver', 'bronze'])
    expect(belief.get('new')?.value).toEqual(['x', 'y'])
    expect(aggregateRankings([{ item: 'i', person: 'p', value: ['only'] }]).get('i')).toEqual({
      value: ['only'],
      confidence: 1,
    })
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
    expect(voted?.confidence).toBeGreaterThan(2 / 3)
    expect(voted?.confidence).toBeLessThan(1)
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

  it('follows the one who is right elsewhere where the answers of an item say nothing', () => {
    const lines = Array.from({ length: 20 }, (_, n) => `line number ${n} of the text`)
    const rows = lines.flatMap((text, n) => [
      [`i${n}`, 'p', text] as const,
      [`i${n}`, 'q', text] as const,
      [`i${n}`, 'blind', lines[(n * 7 + 3) % 20]?.toUpperCase().split('').reverse().join('') ?? ''] as const,
    ])
    const split = [['new', 'blind', 'zzz'] as const, ['new', 'p', 'the last line'] as const]
    expect(aggregateFreeText(answersOf([...rows, ...split])).get('new')?.value).toBe('the last line')
  })

  it('can count only the very same text as agreement', () => {
    const rows = answersOf([
      ['i', 'p', 'AB-12'],
      ['i', 'q', 'ab-12 '],
      ['i', 'r', 'AB-13'],
    ])
    const exact = aggregateFreeText(rows, { similarity: sameText }).get('i')
    expect(exact).toMatchObject({ value: 'AB-12', confidence: expect.closeTo(0.68, 1) })
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

  it('gives each box one partner, so that they overlap most in all', () => {
    // The first box of p overlaps both of q; paired greedily with the nearer one, the second would have nobody.
    const p = [box(0, 0, 10, 10), box(4, 0, 14, 10)]
    const q = [box(3, 0, 13, 10), box(20, 0, 30, 10)]
    expect(matchedOverlaps(p, q)).toEqual([0, 9 / 11])
    expect(boxF1(p, q)).toBeCloseTo(0.5, 12)
    expect(boxF1([], [])).toBe(1)
    expect(boxF1(p, [])).toBe(0)
    expect(matchedOverlaps([{ ...box(0, 0, 1, 1), label: 'bus' }], [box(0, 0, 1, 1)])).toEqual([0])
  })

  it('assigns so that no other assignment gains more', () => {
    const best = (gains: number[][], row = 0, taken = new Set<number>()): number => {
      const here = gains[row]
      if (!here) return 0
      const choices = here.map((gain, column) =>
        taken.has(column) ? 0 : gain + best(gains, row + 1, new Set([...taken, column])),
      )
      return Math.max(best(gains, row + 1, taken), ...choices)
    }
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(matrix, (gains) => {
        const assigned = bestAssignment(gains)
        const columns = assigned.filter((column) => column >= 0)
        expect(new Set(columns).size).toBe(columns.length)
        const total = assigned.reduce((sum, column, row) => sum + (gains[row]?.[column] ?? 0), 0)
        expect(total).toBe(best(gains))
      }),
    )
    expect(bestAssignment([])).toEqual([])
  })

  it('believes the two who are right elsewhere against three who draw anywhere', () => {
    const random = uniform(8)
    const good = (n: number) => [box(10 * n, 0, 10 * n + 8, 8)]
    const blind = () => [box(300 * random(), 200, 300 * random() + 310, 250)]
    const rows = Array.from({ length: 30 }, (_, n) => `i${n}`).flatMap((item, n) => [
      [item, 'p', good(n)] as const,
      [item, 'q', good(n)] as const,
      ...['x', 'y', 'z'].map((person) => [item, person, blind()] as const),
    ])
    const fused = fuseBoxes(answersOf(rows))
    for (const n of [0, 10, 29]) {
      const [only, ...more] = fused.get(`i${n}`)?.value ?? []
      expect(more).toEqual([])
      expect(only?.x1).toBeCloseTo(10 * n, 9)
    }
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
    // Whoever drew a box that nobody else saw counts a little less.
    expect(fused?.[0]?.x1).toBeGreaterThan(1)
    expect(fused?.[0]?.x1).toBeLessThan(1.5)
    const equal = fuseBoxes(rows, { weights: new Map() }).get('i')?.value
    expect([equal?.[0]?.x1, equal?.[0]?.x2]).toEqual([1, 11])
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
    expect(maskOverlap(belief.value, truth)).toBeGreaterThan(0.88)
    expect(belief.people.get('s')?.specificity).toBeLessThan(0.1)
    for (const [n, value] of belief.logPosterior.entries()) {
      expect(value).toBeGreaterThanOrEqual((belief.logPosterior[n - 1] ?? Number.NEGATIVE_INFINITY) - 1e-9)
    }
  })

  it('measures overlap of masks', () => {
    const [a, b] = [Uint8Array.of(1, 1, 0, 0), Uint8Array.of(0, 1, 1, 0)]
    expect(maskOverlap(a, b)).toBeCloseTo(1 / 3, 12)
    expect(maskDice(a, b)).toBeCloseTo(1 / 2, 12)
    expect(maskOverlap(new Uint8Array(2), new Uint8Array(2))).toBe(1)
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
