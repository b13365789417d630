import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../support/databases.ts'
import { databases } from '../../support/databases.ts'
import { Crowd, type Happening } from './crowd.ts'

const kinds = fc.oneof(
  { weight: 10, arbitrary: fc.constant('answer' as const) },
  { weight: 3, arbitrary: fc.constant('answerOld' as const) },
  { weight: 2, arbitrary: fc.constant('skip' as const) },
  { weight: 2, arbitrary: fc.constant('task' as const) },
  { weight: 2, arbitrary: fc.constant('wait' as const) },
  { weight: 2, arbitrary: fc.constant('expire' as const) },
  { weight: 1, arbitrary: fc.constant('link' as const) },
  { weight: 2, arbitrary: fc.constant('replay' as const) },
  { weight: 1, arbitrary: fc.constant('refit' as const) },
)
const happening: fc.Arbitrary<Happening> = fc.record({
  kind: kinds,
  who: fc.nat({ max: 5 }),
  pick: fc.nat({ max: 1_000 }),
})
/** The happenings of a batch run at once. */
const history = fc.array(fc.array(happening, { minLength: 1, maxLength: 8 }), {
  minLength: 5,
  maxLength: 30,
  size: 'max',
})
const protocol = fc
  .record({
    redundancy: fc.integer({ min: 1, max: 3 }),
    more: fc.integer({ min: 0, max: 2 }),
    adaptive: fc.boolean(),
  })
  .map(({ redundancy, more, adaptive }) => ({
    redundancy,
    maxRedundancy: redundancy + more,
    ...(adaptive && { adaptive: {} }),
  }))

describe.each(databases)('any interleaving on $name', ({ open }) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  test('keeps every invariant, and replaying all events changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(history, protocol, async (batches, rule) => {
        const crowd = await Crowd.gather(database.store, { people: 6, items: 8, rule })
        try {
          for (const [index, batch] of batches.entries()) {
            await Promise.all(batch.map((one) => crowd.play(one)))
            if (index % 4 === 0) await crowd.expectInvariants()
          }
          await crowd.expectInvariants()
          await crowd.expectAcknowledgedIsStored()
          await crowd.expectReplayChangesNothing()
          expect(crowd.incidents).toEqual([])
        } finally {
          await crowd.disperse()
        }
      }),
      { numRuns: 10, endOnFailure: true },
    )
  }, 120_000)
})
