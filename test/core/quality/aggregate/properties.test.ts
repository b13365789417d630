import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../../core/quality/aggregate/aggregator.ts'
import { fuseMasks } from '../../../../core/quality/aggregate/masks.ts'
import { fitRatings } from '../../../../core/quality/aggregate/ordinal.ts'
import { rankPairwise } from '../../../../core/quality/aggregate/pairwise.ts'
import { uniform } from '../communities.ts'
import { type Kind, kinds, masks, pairs, ratings } from './kinds.ts'

function answersTo<T>(kind: Pick<Kind<T, unknown>, 'value'>): fc.Arbitrary<Answer<T>[]> {
  const answer = fc.record({
    item: fc.constantFrom('i1', 'i2', 'i3'),
    person: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
    value: kind.value,
  })
  return fc.uniqueArray(answer, { selector: (one) => `${one.item}/${one.person}`, minLength: 1 })
}

/** What is believed of each item, in a form that can be compared. */
function stated(kind: Kind<unknown, unknown>, answers: readonly Answer<unknown>[]) {
  const beliefs = [...kind.aggregate(answers)].map(
    ([item, { value, confidence }]) =>
      [item, JSON.stringify(rounded(value)), Number(confidence.toFixed(5))] as const,
  )
  return beliefs.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Boxes come by confidence; those of equal confidence in any order. */
function unordered(value: unknown): unknown {
  const parts = rounded(value)
  const isBoxes = Array.isArray(parts) && parts.some((part) => typeof part === 'object')
  return isBoxes ? new Set(parts.map((part) => JSON.stringify(part, Object.keys(part).sort()))) : parts
}

function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toFixed(5)) : part)),
  )
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  test('a person who answers twice counts once', () => {
    fc.assert(
      fc.property(answersTo(kind), (rows) => {
        expect(stated(kind, [...rows, ...rows])).toEqual(stated(kind, rows))
      }),
      { numRuns: 40 },
    )
  })

  test('neither the order of answers nor the names of people matter', () => {
    fc.assert(
      fc.property(answersTo(kind), (rows) => {
        const others = rows.toReversed().map((one) => ({ ...one, person: `x${9 - Number(one.person[1])}` }))
        expect(stated(kind, others)).toEqual(stated(kind, rows))
      }),
      { numRuns: 40 },
    )
  })

  test('a person who answers at random changes nothing', () => {
    const random = uniform(3)
    const ITEMS = 60
    const rows: Answer<unknown>[] = []
    for (let n = 0; n < ITEMS; n++) {
      for (const person of ['p', 'q', 'r', 's']) {
        const value = random() < 0.1 ? kind.slip(n, random) : kind.truth(n)
        rows.push({ item: `i${n}`, person, value })
      }
    }
    const noise = Array.from({ length: ITEMS }, (_, n) => ({
      item: `i${n}`,
      person: 'blind',
      value: kind.blind(n, random),
    }))
    const values = (answers: readonly Answer<unknown>[]) =>
      stated(kind, answers).map(([item, value]) => [
        item,
        value.replaceAll(/-?\d+\.\d+/g, (text) => Number(text).toFixed(0)),
      ])
    const [without, withNoise] = [values(rows), values([...rows, ...noise])]
    const changed = without.filter(([, value], at) => withNoise[at]?.[1] !== value)
    expect(changed.length).toBeLessThanOrEqual(ITEMS / 20)
  })
})

const named = kinds.filter((kind) => kind.renamed !== null)

describe.each(named.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  test('the names of labels do not matter', () => {
    fc.assert(
      fc.property(answersTo(kind), (rows) => {
        const others = rows.map((one) => ({ ...one, value: kind.renamed?.(one.value) }))
        const [own, other] = [kind.aggregate(rows), kind.aggregate(others)]
        for (const [item, { value, confidence }] of own) {
          const found = other.get(item)
          expect(found?.confidence).toBeCloseTo(confidence, 5)
          // Names may decide between equals, as something has to.
          if (!isTie(own.get(item)?.value, confidence)) {
            expect(unordered(found?.value)).toEqual(unordered(kind.renamedBelief(value)))
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** Where half of the weight is on either side, or an order has things of equal score. */
function isTie(value: unknown, confidence: number): boolean {
  return Array.isArray(value) ? confidence <= 0.9 : confidence <= 0.5 + 1e-6
}

function expectNeverFalls(history: readonly number[]): void {
  for (const [n, value] of history.entries()) {
    expect(value).toBeGreaterThanOrEqual((history[n - 1] ?? Number.NEGATIVE_INFINITY) - 1e-9)
  }
}

test('the posterior of ratings never falls', () => {
  fc.assert(
    fc.property(answersTo(ratings), (rows) =>
      expectNeverFalls(fitRatings(rows, [1, 2, 3, 4, 5]).logPosterior),
    ),
  )
})

test('the posterior of pairs never falls', () => {
  fc.assert(
    fc.property(answersTo(pairs), (rows) => {
      expectNeverFalls(rankPairwise(rows.map(({ person, value }) => ({ person, ...value }))).logPosterior)
    }),
  )
})

test('the posterior of masks never falls', () => {
  fc.assert(
    fc.property(answersTo(masks), (rows) => {
      for (const { logPosterior } of fuseMasks(rows).values()) expectNeverFalls(logPosterior)
    }),
  )
})
