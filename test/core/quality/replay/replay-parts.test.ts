import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Arrivals } from '../../../../core/quality/replay/arrivals.ts'
import {
  chooseGold,
  crowdRecord,
  type RecordedAnswer,
  seededInts,
  shuffled,
} from '../../../../core/quality/replay/record.ts'
import { scorePredictions } from '../../../../core/quality/replay/score.ts'

const responses: fc.Arbitrary<RecordedAnswer[]> = fc.array(
  fc.record({
    item: fc.constantFrom('i1', 'i2', 'i3', 'i4'),
    worker: fc.constantFrom('w1', 'w2', 'w3'),
    label: fc.constantFrom('a', 'b'),
  }),
  { minLength: 1, maxLength: 30 },
)

test('a record does not depend on the order of its rows, but for whose first answer counts', () => {
  const rows = [
    { item: 'i2', worker: 'w2', label: 'b' },
    { item: 'i1', worker: 'w1', label: 'a' },
    { item: 'i1', worker: 'w1', label: 'b' },
  ]
  const record = crowdRecord(rows, [
    ['i1', 'c'],
    ['i9', 'a'],
  ])
  expect(record).toMatchObject({ items: ['i1', 'i2'], workers: ['w1', 'w2'], labels: ['a', 'b', 'c'] })
  expect(record.answers.get('w1')?.get('i1')).toBe('a')
  expect([...record.truth]).toEqual([['i1', 'c']])
})

test('arrivals use every recorded answer once, and then nobody comes', () => {
  fc.assert(
    fc.property(responses, fc.nat(), (rows, seed) => {
      const record = crowdRecord(rows, [])
      const arrivals = new Arrivals(record, seededInts(seed))
      const used = new Set<string>()
      for (let worker = arrivals.next(); worker !== null; worker = arrivals.next()) {
        const [item = ''] = [...arrivals.offersTo(worker)]
        expect(record.answers.get(worker)?.has(item)).toBe(true)
        expect(used.has(`${worker} ${item}`)).toBe(false)
        used.add(`${worker} ${item}`)
        arrivals.use(worker, item)
      }
      const all = [...record.answers.values()].reduce((sum, given) => sum + given.size, 0)
      expect(used.size).toBe(all)
    }),
  )
})

test('nobody comes for a closed item, and everybody again once it is open', () => {
  const rows = ['w1', 'w2'].map((worker) => ({ item: 'i1', worker, label: 'a' }))
  const arrivals = new Arrivals(crowdRecord(rows, []), seededInts(1))
  arrivals.use('w1', 'i1')
  arrivals.setOpen('i1', false)
  arrivals.setOpen('i1', false)
  expect(arrivals.next()).toBeNull()
  expect([...arrivals.offersTo('w2')]).toEqual([])
  arrivals.setOpen('i1', true)
  expect(arrivals.next()).toBe('w2')
  expect([...arrivals.offersTo('w2')]).toEqual(['i1'])
  expect([...arrivals.offersTo('w1')]).toEqual([])
})

test('the same seed shuffles and chooses gold alike, and another one otherwise', () => {
  const items = Array.from({ length: 200 }, (_, index) => `i${index}`)
  const record = crowdRecord(
    items.map((item) => ({ item, worker: 'w', label: 'a' })),
    items.map((item) => [item, 'a']),
  )
  expect([...chooseGold(record, 0.05, 3)]).toEqual([...chooseGold(record, 0.05, 3)])
  expect(chooseGold(record, 0.05, 3).size).toBe(10)
  expect([...chooseGold(record, 0.05, 4).keys()]).not.toEqual([...chooseGold(record, 0.05, 3).keys()])
  const mixed = shuffled(items, seededInts(7))
  expect(mixed).not.toEqual(items)
  expect([...mixed].sort()).toEqual([...items].sort())
})

test('ties are scored by expectation, for posteriors and votes alike', () => {
  const score = scorePredictions(
    [
      { truth: 'a', posterior: [0.9, 0.1], votes: [1, 1] },
      { truth: 'b', posterior: [0.5, 0.5], votes: [2, 1] },
    ],
    ['a', 'b'],
  )
  expect(score).toMatchObject({ scored: 2, accuracy: 0.75, majorityAccuracy: 0.25 })
  expect(score.statedProbability).toBeCloseTo(0.7, 12)
  expect(score.classes).toEqual([
    { label: 'a', items: 1, precision: 1 / 1.5, recall: 1 },
    { label: 'b', items: 1, precision: 1, recall: 0.5 },
  ])
})
