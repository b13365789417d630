import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { plusMs } from '../../../core/clock.ts'
import { doubtfulItems } from '../../../core/consensus/doubtful-items.ts'
import { openReview } from '../../../core/consensus/open-review.ts'
import { type AppealId, type BatchId, type ItemId, newId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import type { Project } from '../../../core/projects/project.ts'
import { insertAppeal } from '../../../core/store/appeals.ts'
import { findBatch, insertBatch, setOutcomes, updateBatch } from '../../../core/store/batches.ts'
import {
  answerersOf,
  countQuestioned,
  endQuestion,
  putQuestion,
  questionedPlaces,
  sentQuestions,
  windowsToDoubt,
} from '../../../core/store/questions.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { bareBatch } from '../../support/bare-batch.ts'
import {
  addItems,
  HandClock,
  MINUTE_MS,
  newcomer,
  type ProtocolOverrides,
  startProject,
} from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('doubtful items on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let people: Account[]
  let project: Project
  let batchId: BatchId
  let itemIds: ItemId[]
  let began = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    clock = new HandClock()
    // What other tests left is over.
    await inTrx((trx) => trx.updateTable('batches').set({ closed_at: clock.now() }).execute())
  })

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const person = (index: number) => people[index] as Account
  const answer = (index: number, label: string) =>
    inTrx(async (trx) => {
      const { assignmentId, item } = await claimItem(trx, clock, person(index), {
        projectSlug: project.slug,
      })
      await submitAnnotation(trx, clock, person(index), { assignmentId, label, platform: 'web' })
      return item.id
    })
  const windows = () => inTrx((trx) => windowsToDoubt(trx, clock.now(), 20))
  const doubtful = async () => {
    const found = await windows()
    return (await inTrx((trx) => doubtfulItems(trx, found))).get(batchId) ?? []
  }

  /** Each item that person 0 calls "yes" gets these votes of 1, 2 and 3; then they stand on the ledger. */
  async function proposed(
    votes: readonly (readonly string[])[],
    overrides: ProtocolOverrides = {},
  ): Promise<void> {
    began++
    const validation = { draws: 3, minVotes: 3, panelDraws: 4, panelMinVotes: 3, windowMinutes: 60 }
    project = await inTrx((trx) =>
      startProject(trx, clock, { name: `doubt-${began}`, protocol: 'peers', validation, ...overrides }),
    )
    await addItems(database.store, project, votes.length)
    people = []
    for (let index = 0; index < 8; index++) {
      people.push(await inTrx((trx) => newcomer(trx, clock, `doubt-${began}-${index}`)))
    }
    itemIds = []
    batchId = newId<BatchId>()
    for (let count = 0; count < votes.length; count++) itemIds.push(await answer(0, 'yes'))
    await inTrx(async (trx) => {
      const batch = {
        ...bareBatch,
        id: batchId,
        number: began,
        projectId: project.id,
        state: 'drawn',
      } as const
      const annotations = await trx
        .selectFrom('annotations')
        .select(['id', 'item_id'])
        .where('project_id', '=', project.id)
        .execute()
      const rows = itemIds.map((itemId, position) => {
        const own = annotations.find((one) => one.item_id === itemId)
        if (!own) throw new Error('an item has no annotation')
        return { position, itemId, round: 1, annotationId: own.id }
      })
      await insertBatch(trx, { ...batch, endsAt: null }, rows, clock.now())
    })
    for (const [position, labels] of votes.entries()) await vote(position, 1, [1, 2, 3], labels)
    await stand('proposed')
  }

  async function vote(
    position: number,
    stage: number,
    voters: readonly number[],
    labels: readonly string[],
  ): Promise<void> {
    const seats = voters.map((number, place) => ({
      seat: 10 * stage + place,
      place,
      weight: 1,
      owner: { accountId: person(number).id, personId: person(number).personId },
    }))
    const itemId = itemIds[position] as ItemId
    await inTrx((trx) => openReview(trx, clock, { project, batchId, itemId, round: 1, stage, seats }))
    for (const [place, label] of labels.entries()) await answer(voters[place] as number, label)
  }

  const stand = (state: 'proposed' | 'panelProposed') =>
    inTrx(async (trx) => {
      const batch = await findBatch(trx, batchId)
      await updateBatch(trx, { ...batch, state, endsAt: plusMs(clock.now(), 60 * MINUTE_MS) }, clock.now())
    })

  test('votes that take a stake and leave it open who is right are doubtful; those that are sure or take nothing are not', async () => {
    await proposed([
      ['no', 'yes', 'no'],
      ['no', 'no', 'no'],
      ['yes', 'yes', 'yes'],
      ['yes', 'no', 'no'],
    ])
    expect(await doubtful()).toEqual([0, 3])
  })

  test('a project that trusts votes alone has none', async () => {
    await proposed([['no', 'yes', 'no']], { minorities: { belief: 0 } })
    expect(await doubtful()).toEqual([])
  })

  test('only windows that are open and were not looked at are gone through', async () => {
    await proposed([['no', 'yes', 'no']])
    expect(await windows()).toMatchObject([{ batchId, number: began, stage: 1 }])
    const question = { batchId, stage: 1, positions: [0] }
    const put = (state: 'asked' | 'sent') =>
      inTrx((trx) => putQuestion(trx, { ...question, state }, clock.now()))
    expect(await put('asked')).toBe(true)
    expect(await windows()).toMatchObject([{ batchId, stage: 1 }])
    expect(await put('sent')).toBe(true)
    expect(await put('sent')).toBe(false)
    expect(await windows()).toEqual([])
    await stand('panelProposed')
    expect(await windows()).toMatchObject([{ batchId, stage: 2 }])
    clock.advance(60 * MINUTE_MS)
    expect(await windows()).toEqual([])
  })

  test('a question is followed to its end, once, and marks the items that the court took', async () => {
    await proposed([
      ['no', 'yes', 'no'],
      ['no', 'no', 'no'],
    ])
    const question = { batchId, stage: 1, positions: [0], state: 'sent' } as const
    await inTrx((trx) => putQuestion(trx, question, clock.now()))
    const sent = (await inTrx(sentQuestions)).filter((one) => one.batchId === batchId)
    expect(sent).toMatchObject([{ stage: 1, positions: [0], transaction: null }])
    expect([...(await inTrx((trx) => questionedPlaces(trx, batchId, 1)))]).toEqual([0])
    const answerers = await inTrx((trx) => answerersOf(trx, question))
    expect(answerers.map((one) => one.accountId).sort()).toEqual(
      [0, 1, 2, 3].map((at) => person(at).id).sort(),
    )
    expect(await inTrx((trx) => endQuestion(trx, question, 'taken'))).toBe(true)
    expect(await inTrx((trx) => endQuestion(trx, question, 'taken'))).toBe(false)
    expect(await inTrx((trx) => countQuestioned(trx, project.id))).toEqual({ open: 1, all: 1, unclear: 0 })
    await inTrx((trx) => setOutcomes(trx, batchId, new Map([[0, 'unclear']])))
    expect(await inTrx((trx) => countQuestioned(trx, project.id))).toEqual({ open: 0, all: 1, unclear: 1 })
  })

  test('a question that the court did not take leaves its items to be appealed against', async () => {
    await proposed([['no', 'yes', 'no']])
    const question = { batchId, stage: 1, positions: [0], state: 'sent' } as const
    await inTrx((trx) => putQuestion(trx, question, clock.now()))
    await inTrx((trx) => endQuestion(trx, question, 'failed'))
    expect([...(await inTrx((trx) => questionedPlaces(trx, batchId, 1)))]).toEqual([])
    expect(await inTrx((trx) => countQuestioned(trx, project.id))).toEqual({ open: 0, all: 0, unclear: 0 })
  })

  test('what somebody contests is looked at again anyway', async () => {
    await proposed([['no', 'yes', 'no']])
    const appeal = {
      id: newId<AppealId>(),
      itemId: itemIds[0] as ItemId,
      batchId,
      position: 0,
      stage: 1,
      accountId: person(0).id,
      personId: person(0).personId,
      verdict: 'rejected',
      reason: 'It is so',
      bondWei: 1n,
      isFree: true,
      state: 'asked',
      askedAt: clock.now(),
    } as const
    await inTrx((trx) => insertAppeal(trx, appeal))
    expect(await doubtful()).toEqual([])
  })

  test('a panel of one mind is doubtful where it costs those who said otherwise in the first round', async () => {
    await proposed([
      ['no', 'no', 'no'],
      ['yes', 'yes', 'yes'],
    ])
    for (const position of [0, 1]) await vote(position, 2, [4, 5, 6], ['yes', 'yes', 'yes'])
    await stand('panelProposed')
    // Of the first, four say yes and three no.
    expect(await doubtful()).toEqual([0])
  })

  test('however many items there are, the same few queries are made', async () => {
    const queries: number[] = []
    for (const count of [1, 6]) {
      await proposed(Array.from({ length: count }, () => ['no', 'yes', 'no']))
      const found = (await windows()).filter((one) => one.batchId === batchId)
      let made = 0
      const counter: KyselyPlugin = {
        transformQuery: ({ node }) => {
          made++
          return node
        },
        transformResult: async ({ result }) => result,
      }
      const places = await inTrx((trx) => doubtfulItems(trx.withPlugin(counter), found))
      expect(places.get(batchId)).toHaveLength(count)
      queries.push(made)
    }
    expect(queries[0]).toBeGreaterThan(2)
    expect(queries[1]).toBe(queries[0])
  })
})
