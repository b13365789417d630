import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { type Deed, Takers } from './takers.ts'

const PEOPLE = 6

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant('answer' as const) },
    { weight: 3, arbitrary: fc.constant('claim' as const) },
    { weight: 2, arbitrary: fc.constant('skip' as const) },
    { weight: 2, arbitrary: fc.constant('expire' as const) },
    { weight: 1, arbitrary: fc.constant('refit' as const) },
  ),
  who: fc.nat({ max: PEOPLE - 1 }),
  pick: fc.nat({ max: 999 }),
})
/** The deeds of a turn happen at once; some people may be judged to act together, or no longer, at the same moment. */
const turn = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: PEOPLE }),
  cluster: fc.option(
    fc.record({
      joins: fc.boolean(),
      one: fc.nat({ max: PEOPLE - 1 }),
      other: fc.nat({ max: PEOPLE - 1 }),
    }),
    { freq: 4 },
  ),
})
const history = fc.array(turn, { minLength: 3, maxLength: 20, size: 'max' })
const protocol = fc
  .record({
    redundancy: fc.integer({ min: 1, max: 3 }),
    more: fc.integer({ min: 0, max: 2 }),
    adaptive: fc.boolean(),
    goldEvery: fc.integer({ min: 2, max: 6 }),
  })
  .map(({ redundancy, more, adaptive, goldEvery }) => ({
    goldEvery,
    rule: { redundancy, maxRedundancy: redundancy + more, ...(adaptive && { adaptive: {} }) },
  }))

describe.each(databases)('any interleaving of people who look for items on $name', ({ open }) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  test('gives nobody and no cluster an item twice, no gold first, and leaves nobody and nothing waiting', async () => {
    await fc.assert(
      fc.asyncProperty(history, protocol, async (turns, { goldEvery, rule }) => {
        const takers = await Takers.gather(database.store, { people: PEOPLE, items: 12, goldEvery, rule })
        for (const { deeds, cluster } of turns) {
          const clusters = cluster ? [takers.cluster(cluster)] : []
          await Promise.all([...deeds.map((one) => takers.play(one)), ...clusters])
        }
        await takers.workToTheEnd()
        await takers.expectNothingLeft()
        expect(takers.given.filter((one) => one.isMates || one.isGoldFirst)).toEqual([])
      }),
      { numRuns: 12, endOnFailure: true },
    )
  }, 120_000)
})
