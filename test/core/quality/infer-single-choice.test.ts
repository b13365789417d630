import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../../core/quality/annotation-table.ts'
import { annotationTable } from '../../../core/quality/annotation-table.ts'
import { expectedCalibrationError } from '../../../core/quality/calibration.ts'
import { fitGraded } from '../../../core/quality/graded-fit.ts'
import { GRADES } from '../../../core/quality/graded-model.ts'
import type { InferenceOptions } from '../../../core/quality/infer-single-choice.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import { voteShares } from '../../../core/quality/majority.ts'
import { accuracy, community, uniform } from './communities.ts'

const annotations = fc.array(
  fc.record({
    item: fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5'),
    person: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
    label: fc.constantFrom('a', 'b', 'c'),
  }),
  { minLength: 1, maxLength: 20 },
)

function beliefs(rows: readonly Annotation[], options: InferenceOptions = {}): Map<string, number> {
  const { table, posterior } = inferSingleChoice(rows, options)
  const k = table.labels.length
  return new Map(
    table.items.flatMap((item, i) =>
      table.labels.map((l, n) => [`${item}/${l}`, posterior[i * k + n] ?? -1]),
    ),
  )
}

function expectSame(actual: Map<string, number>, wanted: Map<string, number>): void {
  expect([...actual.keys()].sort()).toEqual([...wanted.keys()].sort())
  for (const [key, p] of wanted) expect(actual.get(key)).toBeCloseTo(p, 6)
}

function unique(rows: readonly Annotation[]): Annotation[] {
  const seen = new Set<string>()
  return rows.filter(({ item, person }) => {
    const key = `${item}/${person}`
    return !seen.has(key) && seen.add(key)
  })
}

const mixed = [0.95, 0.9, 0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.5, 0.45]

describe('the default inference', () => {
  it('states probabilities that sum to one for every item', () => {
    fc.assert(
      fc.property(annotations, (rows) => {
        const { table, posterior } = inferSingleChoice(rows)
        const k = table.labels.length
        for (let i = 0; i < table.items.length; i++) {
          const row = Array.from(posterior.subarray(i * k, (i + 1) * k))
          expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
          expect(Math.min(...row)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  it('does not depend on the order of the annotations', () => {
    fc.assert(
      fc.property(annotations, fc.integer(), (rows, turn) => {
        const kept = unique(rows)
        const at = Math.abs(turn) % kept.length
        expectSame(beliefs([...kept.slice(at), ...kept.slice(0, at)].reverse()), beliefs(kept))
      }),
    )
  })

  it('does not depend on the names of labels and people', () => {
    fc.assert(
      fc.property(annotations, (rows) => {
        const label = new Map([
          ['a', 'c'],
          ['b', 'a'],
          ['c', 'b'],
        ])
        const renamed = rows.map((r) => ({
          item: r.item,
          person: `x${9 - Number(r.person[1])}`,
          label: label.get(r.label) ?? '',
        }))
        const back = new Map([...label].map(([from, to]) => [to, from]))
        const found = [...beliefs(renamed)].map(([key, p]) => {
          const [item, l] = key.split('/') as [string, string]
          return [`${item}/${back.get(l)}`, p] as const
        })
        expectSame(new Map(found), beliefs(rows))
      }),
    )
  })

  it('counts the repeats of a person once', () => {
    fc.assert(
      fc.property(annotations, (rows) => {
        expectSame(beliefs([...rows, ...rows]), beliefs(rows))
      }),
    )
  })

  it('keeps a gold item at its truth and takes people who contradict gold less seriously', () => {
    const rows: Annotation[] = []
    for (let i = 0; i < 30; i++) {
      rows.push({ item: `i${i}`, person: 'ann', label: i % 2 ? 'a' : 'b' })
      rows.push({ item: `i${i}`, person: 'bob', label: i % 2 ? 'b' : 'a' })
    }
    const gold = new Map(Array.from({ length: 20 }, (_, i) => [`i${i}`, i % 2 ? 'a' : 'b']))
    const belief = beliefs(rows, { gold })
    expect(belief.get('i0/b')).toBe(1)
    expect(belief.get('i25/a')).toBeGreaterThan(0.8)
    expect(belief.get('i28/b')).toBeGreaterThan(0.8)
  })

  it('never lowers the likelihood, with mistakes taken as independent or as correlated', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom(2, 3, 5),
        fc.constantFrom(0, 0.2),
        (seed, classes, correlation) => {
          const labels = Array.from({ length: classes }, (_, n) => `l${n}`)
          const { annotations: rows } = community({ seed, items: 150, perItem: 5, labels, accuracies: mixed })
          const { logLikelihood } = fitGraded(annotationTable(rows, labels), { correlation })
          for (const [n, value] of logLikelihood.entries()) {
            expect(value).toBeGreaterThanOrEqual((logLikelihood[n - 1] ?? Number.NEGATIVE_INFINITY) - 1e-6)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  it('beats the majority where people differ and is not too sure', () => {
    const scored = [1, 2, 3].flatMap((seed) => {
      const { annotations: rows, truth } = community({
        seed,
        items: 600,
        perItem: 5,
        labels: ['a', 'b', 'c'],
        accuracies: mixed,
      })
      const ours = inferSingleChoice(rows)
      const majority = { table: ours.table, posterior: voteShares(ours.table) }
      expect(accuracy(ours, truth)).toBeGreaterThan(accuracy(majority, truth) + 0.03)
      return ours.table.items.map((item, i) => {
        const row = Array.from(ours.posterior.subarray(i * 3, i * 3 + 3))
        const probability = Math.max(...row)
        return {
          probability,
          correct: Number(ours.table.labels[row.indexOf(probability)] === truth.get(item)),
        }
      })
    })
    // Independent people are the kindest case: the default discounts for coincident mistakes, so it is
    // less sure than it could be here, never too sure.
    expect(expectedCalibrationError(scored)).toBeLessThan(0.2)
    const stated = scored.reduce((sum, { probability }) => sum + probability, 0)
    expect(stated).toBeLessThan(scored.reduce((sum, { correct }) => sum + correct, 0))
  })

  it('gives a person who answers at random no influence', () => {
    const { annotations: rows, truth } = community({
      seed: 7,
      items: 400,
      perItem: 6,
      labels: ['a', 'b'],
      accuracies: [0.9, 0.9, 0.85, 0.85, 0.9, 0.8, 0.5],
    })
    const without = inferSingleChoice(rows.filter((row) => row.person !== 'person 6'))
    const withRandom = inferSingleChoice(rows)
    expect(Math.abs(accuracy(withRandom, truth) - accuracy(without, truth))).toBeLessThan(0.01)
    const only = beliefs([...rows, { item: 'new', person: 'person 6', label: 'a' }])
    const known = beliefs([...rows, { item: 'new', person: 'person 0', label: 'a' }])
    expect(Math.abs((only.get('new/a') ?? 0) - 0.5)).toBeLessThan(0.1)
    expect(known.get('new/a')).toBeGreaterThan(0.8)
  })

  it('favours no label because items were no longer asked about once it was given', () => {
    const random = uniform(5)
    const rows: Annotation[] = []
    for (let item = 0; item < 200; item++) {
      for (let person = 0; person < 8; person++) {
        const label = random() < 0.5 ? 'a' : 'b'
        rows.push({ item: `i${item}`, person: `p${(item + person) % 20}`, label })
        if (label === 'a') break
      }
    }
    const { state } = inferSingleChoice(rows)
    const [a] = [0, 1].map((k) => {
      const grades = state.priors[0]?.logPrior.slice(k * GRADES.length, (k + 1) * GRADES.length) ?? []
      return grades.reduce((sum, log) => sum + Math.exp(log), 0)
    })
    expect(a).toBeGreaterThan(0.4)
    expect(a).toBeLessThan(0.65)
  })

  it('is unsure of a single answer among ten labels', () => {
    const labels = Array.from({ length: 10 }, (_, n) => `l${n}`)
    const { annotations: rows } = community({
      seed: 3,
      items: 300,
      perItem: 1,
      labels,
      accuracies: [0.6, 0.6, 0.5, 0.7, 0.5],
    })
    const { posterior } = inferSingleChoice(rows, { labels })
    expect(Math.max(...posterior)).toBeLessThan(0.9)
  })

  it('handles a project with one label and an empty project', () => {
    expect(inferSingleChoice([{ item: 'i', person: 'p', label: 'a' }]).posterior).toEqual(Float64Array.of(1))
    expect(inferSingleChoice([]).posterior).toHaveLength(0)
    expect(annotationTable([], ['a']).labels).toEqual(['a'])
  })

  it('silences a person of weight zero', () => {
    const rows = [
      { item: 'i', person: 'p', label: 'a' },
      { item: 'i', person: 'q', label: 'b' },
    ]
    const belief = beliefs(rows, { weights: new Map([['p', 0]]) })
    expect(belief.get('i/b')).toBeGreaterThan(belief.get('i/a') ?? 1)
  })
})
