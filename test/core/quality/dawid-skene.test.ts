import fc from 'fast-check'
import { expect, it } from 'vitest'
import { annotationTable } from '../../../core/quality/annotation-table.ts'
import { dawidSkene } from '../../../core/quality/dawid-skene.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import { bestLabels } from '../../../core/quality/posterior.ts'
import { wawa } from '../../../core/quality/wawa.ts'
import { accuracy, community } from './communities.ts'

it('never lowers the likelihood of Dawid-Skene', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const { annotations } = community({
        seed,
        items: 30,
        perItem: 3,
        labels: ['a', 'b', 'c'],
        accuracies: [0.9, 0.7, 0.5, 0.3],
      })
      const { logLikelihood } = dawidSkene(annotationTable(annotations))
      for (const [n, value] of logLikelihood.entries()) {
        expect(value).toBeGreaterThanOrEqual((logLikelihood[n - 1] ?? Number.NEGATIVE_INFINITY) - 1e-6)
      }
    }),
    { numRuns: 30 },
  )
})

it('recovers accurate and inverted people with Dawid-Skene', () => {
  const { annotations, truth } = community({
    seed: 5,
    items: 500,
    perItem: 5,
    labels: ['a', 'b'],
    accuracies: [0.95, 0.9, 0.9, 0.85, 0.1],
  })
  const table = annotationTable(annotations, ['a', 'b'])
  const { posterior, confusion } = dawidSkene(table)
  expect(accuracy({ table, posterior }, truth)).toBeGreaterThan(0.97)
  const inverted = table.people.indexOf('person 4')
  expect(confusion[inverted * 4]).toBeLessThan(0.2)
})

/** Readings of 45 patients: three of the first anaesthetist, one of each of four others. Table 1 of the paper. */
const ANAESTHETISTS =
  '1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 ' +
  '1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 ' +
  '1111111 1111111 2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 ' +
  '2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222'

it('finds the classes of patients as Dawid and Skene did', () => {
  const rows = ANAESTHETISTS.split(' ').flatMap((readings, patient) =>
    [...readings].map((label, reading) => ({ item: `${patient + 1}`, person: `${reading}`, label })),
  )
  const table = annotationTable(rows, ['1', '2', '3', '4'])
  const { posterior } = dawidSkene(table)
  const shares = [0, 1, 2, 3].map(
    (k) => posterior.filter((_, cell) => cell % 4 === k).reduce((a, b) => a + b) / 45,
  )
  // The paper has 0.40, 0.42, 0.11 and 0.07, with the first anaesthetist's readings taken as one person's.
  for (const [k, published] of [0.4, 0.42, 0.11, 0.07].entries()) {
    expect(Math.abs((shares[k] ?? 0) - published)).toBeLessThan(0.03)
  }
  const classOf = (values: Float64Array, patient: number) => bestLabels(values, patient - 1, 4)[0]
  const ours = inferSingleChoice(rows, { labels: ['1', '2', '3', '4'] }).posterior
  for (const [patient, k] of [
    [1, 1],
    [2, 4],
    [8, 3],
    [11, 4],
    [21, 2],
    [32, 3],
    [39, 3],
    [45, 2],
  ] as const) {
    expect(classOf(posterior, patient)).toBe(k - 1)
    if (patient !== 2) expect(classOf(ours, patient)).toBe(k - 1)
  }
})

it('weighs votes by agreement in Wawa', () => {
  const rows = ['1', '2', '3'].flatMap((item) => [
    { item, person: 'p', label: 'a' },
    { item, person: 'q', label: 'a' },
    { item, person: 'r', label: 'b' },
  ])
  const table = annotationTable([
    ...rows,
    { item: '4', person: 'p', label: 'a' },
    { item: '4', person: 'r', label: 'b' },
  ])
  const posterior = wawa(table)
  // p agreed on 3.5 of 4 items, r on 0.5 of 4.
  expect(posterior[6]).toBeCloseTo(3.5 / 4, 9)
  expect(posterior[7]).toBeCloseTo(0.5 / 4, 9)
})
