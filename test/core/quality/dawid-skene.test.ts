import fc from 'fast-check'
import { expect, it } from 'vitest'
import { annotationTable } from '../../../core/quality/annotation-table.ts'
import { dawidSkene } from '../../../core/quality/dawid-skene.ts'
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
