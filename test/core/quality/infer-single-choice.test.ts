import fc from 'fast-check'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import type { Annotation } from '../../../core/quality/annotation-table.ts'
import { itemPosterior } from '../../../core/quality/graded-posterior.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'

const LABELS = ['ant', 'bee', 'cat']

/** A crowd whose people answer as the truth says with their own probability, else anything else. */
function crowd(seed: number, accuracies: readonly number[], items = 60) {
  const random = xoroshiro128plus(seed)
  const truth = Array.from({ length: items }, () => LABELS[uniformInt(random, 0, 2)] ?? '')
  const annotations = truth.flatMap((label, item) =>
    accuracies.map((accuracy, person): Annotation => {
      const others = LABELS.filter((one) => one !== label)
      const said = uniformFloat64(random) < accuracy ? label : (others[uniformInt(random, 0, 1)] ?? '')
      return { item: `i${item}`, person: `p${person}`, label: said }
    }),
  )
  return { truth, annotations }
}

/** Probability of each label of each item, by name. */
function beliefs(annotations: readonly Annotation[]): Map<string, Map<string, number>> {
  const { table, posterior } = inferSingleChoice(annotations)
  const classes = table.labels.length
  return new Map(
    table.items.map((item, at) => [
      item,
      new Map(table.labels.map((label, k) => [label, posterior[at * classes + k] ?? 0])),
    ]),
  )
}

function largestDifference(one: ReturnType<typeof beliefs>, other: ReturnType<typeof beliefs>): number {
  const differences = [...one].flatMap(([item, labels]) =>
    [...labels].map(([label, p]) => Math.abs(p - (other.get(item)?.get(label) ?? Number.NaN))),
  )
  return Math.max(...differences)
}

function share(truth: readonly string[], annotations: readonly Annotation[]): number {
  const found = beliefs(annotations)
  const right = truth.filter((label, item) => {
    const row = [...(found.get(`i${item}`) ?? [])].sort((a, b) => b[1] - a[1])
    return row[0]?.[0] === label
  })
  return right.length / truth.length
}

test('two careful people outweigh three who guess', () => {
  const { truth, annotations } = crowd(1, [0.95, 0.95, 0.34, 0.34, 0.34], 200)
  expect(share(truth, annotations)).toBeGreaterThan(0.9)
})

test('people who answer at random change next to nothing', () => {
  const { truth, annotations } = crowd(2, [0.9, 0.9, 0.9], 200)
  const noise = crowd(3, [1 / 3, 1 / 3], 200).annotations.map((one) => ({ ...one, person: `n${one.person}` }))
  expect(share(truth, [...annotations, ...noise])).toBeGreaterThanOrEqual(share(truth, annotations) - 0.01)
})

test('the order of rows, the names of people and repeated answers do not matter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.boolean(), (seed, repeated) => {
      const { annotations } = crowd(seed, [0.9, 0.8, 0.7, 0.4], 30)
      const renamed = annotations.map((one) => ({ ...one, person: `${one.person}-renamed` })).reverse()
      const other = repeated ? [...renamed, ...renamed.slice(0, 20)] : renamed
      expect(largestDifference(beliefs(annotations), beliefs(other))).toBeLessThan(1e-6)
    }),
    { numRuns: 20 },
  )
})

test('what is stored of people and project gives an item the belief of the full fit, to within a hundredth', () => {
  const { annotations } = crowd(5, [0.95, 0.8, 0.6])
  const { table, posterior, state, people } = inferSingleChoice(annotations)
  for (const [at, item] of table.items.entries()) {
    const answers = annotations
      .filter((one) => one.item === item)
      .map((one) => ({ label: table.labels.indexOf(one.label), counts: people.get(one.person) ?? [] }))
    const row = itemPosterior(state, answers)
    const classes = table.labels.length
    for (const [k, p] of row.entries()) {
      expect(Math.abs(p - (posterior[at * classes + k] ?? Number.NaN))).toBeLessThan(0.01)
    }
  }
})

test('a gold answer is taken as known', () => {
  const { annotations } = crowd(7, [0.9, 0.9])
  const { table, posterior } = inferSingleChoice(annotations, { gold: new Map([['i0', 'cat']]) })
  expect(posterior[table.labels.indexOf('cat')]).toBe(1)
})
