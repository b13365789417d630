import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closeReview, type LedgerOutcome } from '../../../core/consensus/close-review.ts'
import { openReview } from '../../../core/consensus/open-review.ts'
import { verdictOfDraws } from '../../../core/consensus/peer-votes.ts'
import { replaceLateValidators } from '../../../core/consensus/replace-late-validators.ts'
import { type BatchId, type ItemId, newId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { linkPeople } from '../../../core/people/cluster/link-people.ts'
import type { Project } from '../../../core/projects/project.ts'
import { drawsOfRound } from '../../../core/store/draws.ts'
import { insertSetting } from '../../../core/store/person-settings.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { type SkipReason, skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import {
  addItems,
  HandClock,
  itemRow,
  MINUTE_MS,
  newcomer,
  type ProtocolOverrides,
  startProject,
} from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('reviews on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let people: Account[]
  let project: Project
  let itemId: ItemId
  let began = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(() => {
    clock = new HandClock()
  })

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const person = (index: number) => people[index] as Account
  const claim = (index: number) =>
    inTrx((trx) => claimItem(trx, clock, person(index), { projectSlug: project.slug }))
  const answer = async (index: number, label: string) => {
    const { assignmentId } = await claim(index)
    return inTrx((trx) =>
      submitAnnotation(trx, clock, person(index), { assignmentId, label, platform: 'web' }),
    )
  }
  const skip = async (index: number, reason: SkipReason) => {
    const { assignmentId } = await claim(index)
    await inTrx((trx) => skipAssignment(trx, clock, person(index), { assignmentId, reason }))
  }
  const item = () => inTrx((trx) => itemRow(trx, itemId))
  const draws = async (round = 1) => inTrx((trx) => drawsOfRound(trx, { itemId, round }))
  const states = async (round = 1) => (await draws(round)).map((draw) => draw.state)

  /** A project with one item that person 0 said is "yes". */
  async function annotated(overrides: ProtocolOverrides = {}): Promise<void> {
    began++
    project = await inTrx((trx) =>
      startProject(trx, clock, { name: `review-${began}`, protocol: 'peers', ...overrides }),
    )
    await addItems(database.store, project, 1)
    people = []
    for (let index = 0; index < 8; index++) {
      people.push(await inTrx((trx) => newcomer(trx, clock, `${began}-${index}`)))
    }
    itemId = (await claim(0)).item.id
    await answer(0, 'yes')
  }

  /** Draws the people with these numbers, -1 for a stranger's seat. */
  async function drawn(numbers: readonly number[], { round = 1, stage = 1 } = {}): Promise<string> {
    const seats = numbers.map((number, place) => ({
      seat: 10 + place,
      place,
      weight: 1,
      owner: number < 0 ? null : { accountId: person(number).id, personId: person(number).personId },
    }))
    const batchId = newId<BatchId>()
    return await inTrx((trx) => openReview(trx, clock, { project, batchId, itemId, round, stage, seats }))
  }
  const close = (outcome: LedgerOutcome) =>
    inTrx((trx) => closeReview(trx, clock, project, { itemId, outcome }))
  const verdict = async () => verdictOfDraws(await draws(), project.definition)

  test('an annotated item waits for its validators and is given to nobody else', async () => {
    await annotated()
    expect(await item()).toMatchObject({ state: 'review', open_slots: 0, wanted: 1 })
    await expect(claim(1)).rejects.toMatchObject({ code: 'task.none' })
  })

  test('a rejection as likely wrong as right asks another validator before it costs a stake', async () => {
    await annotated()
    await drawn([1, 2, 3, 4])
    await answer(1, 'no')
    await answer(2, 'yes')
    expect(await states()).toEqual(['voted', 'voted', 'offered', 'reserve'])
    await answer(3, 'no')
    // Two of three votes reject, but with the first answer it is two against two.
    expect(await verdict()).toBe('rejected')
    expect(await states()).toEqual(['voted', 'voted', 'voted', 'offered'])
    await answer(4, 'yes')
    expect(await verdict()).toBe('open')
  })

  test('a rejection that the further vote confirms stands, and a project can do without it', async () => {
    await annotated()
    await drawn([1, 2, 3, 4])
    for (const [index, label] of ['no', 'yes', 'no', 'no'].entries()) await answer(index + 1, label)
    expect(await verdict()).toBe('rejected')
    await annotated({ minorities: { belief: 0 } })
    await drawn([1, 2, 3, 4])
    for (const [index, label] of ['no', 'yes', 'no'].entries()) await answer(index + 1, label)
    expect(await states()).toEqual(['voted', 'voted', 'voted', 'reserve'])
  })

  test('as many validators as needed get the item blind, without binding stake, and decide it', async () => {
    await annotated()
    expect(await drawn([1, 2, 3, 4])).toBe('waiting')
    expect(await states()).toEqual(['offered', 'offered', 'offered', 'reserve'])
    await expect(claim(4)).rejects.toMatchObject({ code: 'task.none' })
    for (const [index, label] of [
      [1, 'yes'],
      [2, 'no'],
      [3, 'yes'],
    ] as const) {
      expect(await answer(index, label)).toMatchObject({ outcome: 'counted' })
    }
    expect((await draws()).map((draw) => [draw.state, draw.code])).toEqual([
      ['voted', 1],
      ['voted', 2],
      ['voted', 1],
      ['reserve', 0],
    ])
    expect(await verdict()).toBe('accepted')
    const locks = await inTrx((trx) =>
      trx
        .selectFrom('stake_locks')
        .innerJoin('annotations', 'annotations.id', 'stake_locks.annotation_id')
        .select('annotations.account_id')
        .where('annotations.item_id', '=', itemId)
        .execute(),
    )
    expect(locks.map((lock) => lock.account_id)).toEqual([person(0).id])
    await close('accepted')
    expect(await item()).toMatchObject({ state: 'decided', round: 1 })
    const decision = await inTrx((trx) =>
      trx.selectFrom('decisions').selectAll().where('item_id', '=', itemId).executeTakeFirstOrThrow(),
    )
    expect(decision).toMatchObject({ label: 'yes', agree: 3, total: 4 })
  })

  test('whoever cannot tell is replaced from the reserve; judging an item unclear is a vote', async () => {
    await annotated()
    await drawn([1, 2, 3, 4])
    await skip(1, 'language')
    expect(await states()).toEqual(['recused', 'offered', 'offered', 'offered'])
    await skip(2, 'unclear')
    expect((await draws())[1]).toMatchObject({ state: 'voted', code: 3 })
    await answer(3, 'yes')
    await answer(4, 'yes')
    expect(await verdict()).toBe('open')
  })

  test('a seat of nobody we know and a person who had the item are passed over', async () => {
    await annotated()
    await drawn([-1, 0, 1, 2, 3])
    expect(await states()).toEqual(['absent', 'recused', 'offered', 'offered', 'offered'])
  })

  test('nobody is asked whom the project does not suit, nor two people of one cluster', async () => {
    await annotated()
    const setting = { kind: 'language', value: 'es' } as const
    const by = { setBy: person(1).id, at: clock.now() }
    const members = [person(2).personId, person(3).personId]
    await inTrx(async (trx) => {
      await insertSetting(trx, person(1).personId, setting, by)
      await linkPeople(trx, clock, { people: members, reason: 'one phone', accountId: null })
    })
    await drawn([1, 2, 3, 4, 5])
    expect((await draws()).map((draw) => draw.reason)).toEqual(['unsuited', null, 'related', null, null])
    expect(await states()).toEqual(['recused', 'offered', 'recused', 'offered', 'offered'])
  })

  test('half of the time later a replacement is asked, and the late vote still counts', async () => {
    await annotated({ validation: { answerMinutes: 60 } })
    await drawn([1, 2, 3, 4])
    await answer(1, 'yes')
    await answer(2, 'yes')
    clock.advance(31 * MINUTE_MS)
    await replaceLateValidators(database.store, clock)
    expect(await states()).toEqual(['voted', 'voted', 'offered', 'offered'])
    await answer(3, 'yes')
    expect(await verdict()).toBe('accepted')
    clock.advance(60 * MINUTE_MS)
    await replaceLateValidators(database.store, clock)
    expect(await states()).toEqual(['voted', 'voted', 'voted', 'missed'])
  })

  test('a lease that runs out is a missed vote, which still counts while the stage is open', async () => {
    await annotated({ validation: { answerMinutes: 60 } })
    await drawn([1, 2, 3])
    const { assignmentId } = await claim(1)
    clock.advance(61 * MINUTE_MS)
    await expireLeases(database.store, clock, 1_000)
    await replaceLateValidators(database.store, clock)
    expect(await states()).toEqual(['missed', 'missed', 'missed'])
    const late = await inTrx((trx) =>
      submitAnnotation(trx, clock, person(1), { assignmentId, label: 'no', platform: 'web' }),
    )
    expect(late.outcome).toBe('countedLate')
    expect(await states()).toEqual(['voted', 'missed', 'missed'])
    await close('void')
    expect(await item()).toMatchObject({ state: 'expert' })
  })

  test('an unclear item is left undecided, with all its answers, and judges nobody', async () => {
    await annotated()
    await drawn([1, 2, 3])
    for (const [index, label] of ['no', 'yes', 'no'].entries()) await answer(index + 1, label)
    await close('unclear')
    expect(await item()).toMatchObject({ state: 'undecided', open_slots: 0 })
    const kept = await inTrx(async (trx) => ({
      answers: await trx.selectFrom('annotations').selectAll().where('item_id', '=', itemId).execute(),
      decisions: await trx.selectFrom('decisions').selectAll().where('item_id', '=', itemId).execute(),
      standings: await trx
        .selectFrom('standings')
        .selectAll()
        .where(
          'person_id',
          'in',
          people.map((one) => one.personId),
        )
        .execute(),
    }))
    expect(kept.answers.map((one) => one.counted)).toEqual([1, 1, 1, 1])
    expect(kept).toMatchObject({ decisions: [], standings: [] })
  })

  test('a rejected annotation gives way to the label its validators agree on', async () => {
    await annotated()
    await drawn([1, 2, 3])
    for (const index of [1, 2, 3]) await answer(index, 'no')
    expect(await verdict()).toBe('rejected')
    await close('rejected')
    const decision = await inTrx((trx) =>
      trx.selectFrom('decisions').selectAll().where('item_id', '=', itemId).executeTakeFirstOrThrow(),
    )
    expect(decision).toMatchObject({ label: 'no', agree: 3, total: 4 })
  })

  test('without another label the item is annotated once more, by somebody new, and then waits for an expert', async () => {
    await annotated({ threshold: { numerator: 9, denominator: 10 } })
    await drawn([1, 2, 3])
    for (const index of [1, 2, 3]) await answer(index, 'no')
    await close('rejected')
    expect(await item()).toMatchObject({ state: 'open', round: 2, open_slots: 1 })
    await expect(claim(0)).rejects.toMatchObject({ code: 'task.none' })
    await answer(4, 'yes')
    await drawn([5, 6, 7], { round: 2 })
    for (const index of [5, 6, 7]) await answer(index, 'no')
    await close('rejected')
    expect(await item()).toMatchObject({ state: 'expert', round: 2 })
  })

  test('an outcome that comes twice changes nothing', async () => {
    await annotated()
    await drawn([1, 2, 3])
    for (const index of [1, 2, 3]) await answer(index, 'yes')
    await close('accepted')
    await close('accepted')
    await close('void')
    expect(await item()).toMatchObject({ state: 'decided' })
  })

  test('the second round asks more and other validators', async () => {
    await annotated()
    await drawn([1, 2])
    await answer(1, 'yes')
    await answer(2, 'no')
    expect(await verdict()).toBe('open')
    await drawn([3, 4, 5, 6, 7], { stage: 2 })
    expect((await draws()).filter((draw) => draw.stage === 2).every((draw) => draw.state === 'offered')).toBe(
      true,
    )
    for (const index of [3, 4, 5, 6, 7]) await answer(index, 'yes')
    await close('accepted')
    expect(await item()).toMatchObject({ state: 'decided' })
  })
})
