import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../../core/errors.ts'
import type { ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { linkPeople } from '../../../core/people/cluster/link-people.ts'
import { unlinkPerson } from '../../../core/people/cluster/unlink-person.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import type { Project } from '../../../core/projects/project.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import {
  addItems,
  HandClock,
  itemRow,
  newcomer,
  type ProtocolOverrides,
  startProject,
} from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

const NEVER = () => 0.999
const ALWAYS = () => 0

describe.each(databases)('taking an item on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let people: Account[]
  let project: Project
  let slugs = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(() => {
    clock = new HandClock()
    people = []
  })

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

  async function begin(items: number, overrides: ProtocolOverrides = {}, goldEvery?: number) {
    if (slugs > 0) await inTrx((trx) => pauseProject(trx, clock, { slug: `t${slugs}`, accountId: null }))
    slugs++
    project = await inTrx((trx) => startProject(trx, clock, { name: `t${slugs}`, ...overrides }))
    await addItems(database.store, project, items, goldEvery === undefined ? {} : { goldEvery })
    for (let index = 0; index < 4; index++) {
      people.push(await inTrx((trx) => newcomer(trx, clock, `taker-${slugs}-${index}`)))
    }
  }

  const person = (index: number) => people[index] as Account
  const claim = (index: number, chance = NEVER) =>
    inTrx((trx) => claimItem(trx, clock, person(index), { projectSlug: project.slug, chance }))
  /** Answers the next item of a person. Returns its number. */
  async function answer(index: number, label = 'yes', chance = NEVER): Promise<number> {
    const { assignmentId, item } = await claim(index, chance)
    await inTrx((trx) =>
      submitAnnotation(trx, clock, person(index), { assignmentId, label, platform: 'web' }),
    )
    return Number(item.externalId.slice('item-'.length))
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error: ExpectedError) => error.code,
    )
  const link = (...indexes: number[]) =>
    inTrx((trx) =>
      linkPeople(trx, clock, {
        people: indexes.map((index) => person(index).personId),
        reason: 'one phone',
        accountId: null,
      }),
    )

  describe('of an adaptive project', () => {
    const adaptive = { redundancy: 1, maxRedundancy: 5, adaptive: { wrongDecisionLoss: '1000' } }

    test('the item in most doubt comes first', async () => {
      await begin(3, { ...adaptive, redundancy: 3 })
      for (let item = 0; item < 3; item++) await answer(0)
      expect(await answer(1, 'no')).toBe(1)
      expect(await answer(1)).toBe(2)
      expect(await answer(2)).toBe(1)
      expect(await answer(2)).toBe(3)
      expect(await answer(2)).toBe(2)
    })

    test('some twenty items wait for a person before a new one is started', async () => {
      await begin(60, adaptive)
      for (let item = 0; item < 40; item++) await answer(0)
      const given = []
      for (let item = 0; item < 45; item++) given.push(await answer(1))
      expect(given.slice(0, 20).every((ordinal) => ordinal <= 40)).toBe(true)
      expect(new Set(given.slice(20, 26)).size).toBe(6)
      expect(Math.min(...given.slice(20).filter((ordinal) => ordinal > 40))).toBe(41)
    })
  })

  describe('gold', () => {
    test('is mixed in, but never first, and never twice to a person', async () => {
      await begin(8, {}, 4)
      expect(await answer(0, 'yes', ALWAYS)).toBe(1)
      expect([await answer(0, 'yes', ALWAYS), await answer(0, 'yes', ALWAYS)].sort()).toEqual([4, 8])
      expect(await answer(0, 'yes', ALWAYS)).toBe(2)
    })

    test('is not among the other items', async () => {
      await begin(8, {}, 4)
      const given = []
      for (let item = 0; item < 6; item++) given.push(await answer(0))
      expect(given).toEqual([1, 2, 3, 5, 6, 7])
    })

    test('is given in the end, when nothing else is left, unless it were the first', async () => {
      await begin(1, {}, 1)
      expect(await codeOf(claim(0))).toBe('task.none')
      await begin(2, {}, 2)
      people = people.slice(4)
      expect(await answer(0)).toBe(1)
      expect(await answer(0)).toBe(2)
    })

    test('is the one that was shown least', async () => {
      await begin(12, {}, 4)
      await answer(0)
      const first = await answer(0, 'yes', ALWAYS)
      await answer(1)
      const second = await answer(1, 'yes', ALWAYS)
      await answer(2)
      const third = await answer(2, 'yes', ALWAYS)
      expect([first, second, third].sort((a, b) => a - b)).toEqual([4, 8, 12])
    })

    test('is given to no more people than its cap', async () => {
      await begin(4, {}, 4)
      await inTrx((trx) =>
        trx
          .updateTable('items')
          .set({ gold_cap: 1 })
          .where('project_id', '=', project.id)
          .where('gold_state', '=', 'active')
          .execute(),
      )
      await answer(0)
      expect(await answer(0, 'yes', ALWAYS)).toBe(4)
      await answer(1)
      expect(await answer(1, 'yes', ALWAYS)).toBe(2)
    })
  })

  describe('people of one cluster', () => {
    test('are never given the same item, as if they were one person', async () => {
      await begin(3)
      await answer(0)
      await link(0, 1)
      expect(await answer(1)).toBe(2)
      expect(await answer(0)).toBe(3)
      expect(await codeOf(claim(1))).toBe('task.none')
      expect(await answer(2)).toBe(1)
    })

    test('are never given the same gold item', async () => {
      await begin(6, {}, 3)
      await link(0, 1)
      await answer(0)
      await answer(1)
      expect(await answer(0, 'yes', ALWAYS)).toBe(3)
      expect(await answer(1, 'yes', ALWAYS)).toBe(6)
    })

    test('are told to wait for no lease of their own', async () => {
      await begin(1)
      await link(0, 1)
      await claim(0)
      expect(await codeOf(claim(1))).toBe('task.none')
      expect(await codeOf(claim(2))).toBe('no error')
    })

    test('who claim at the same time get different items', async () => {
      await begin(20)
      await link(0, 1, 2, 3)
      const given = []
      for (let round = 0; round < 5; round++) {
        given.push(...(await Promise.all([0, 1, 2, 3].map((index) => answer(index)))))
      }
      expect(new Set(given).size).toBe(20)
    })

    test('may have what the others had once they are no cluster any more', async () => {
      await begin(1)
      await link(0, 1)
      await answer(0)
      expect(await codeOf(claim(1))).toBe('task.none')
      await inTrx((trx) =>
        unlinkPerson(trx, clock, { personId: person(0).personId, reason: 'two people', accountId: null }),
      )
      expect(await answer(1)).toBe(1)
    })
  })

  test('a slot that came free behind a person is found, although they have looked past it', async () => {
    await begin(90)
    for (let item = 0; item < 60; item++) await answer(0)
    const early = await inTrx((trx) =>
      trx
        .selectFrom('items')
        .select('id')
        .where('project_id', '=', project.id)
        .where('ordinal', '=', 5)
        .executeTakeFirstOrThrow(),
    )
    const setSlots = (slots: number) =>
      inTrx((trx) => trx.updateTable('items').set({ open_slots: slots }).where('id', '=', early.id).execute())
    await setSlots(0)
    for (let item = 0; item < 75; item++) await answer(1)
    await setSlots(2)
    const given = []
    for (let item = 0; item < 15; item++) given.push(await answer(1))
    expect(given).toContain(5)
    expect((await inTrx((trx) => itemRow(trx, early.id as ItemId))).open_slots).toBe(1)
  })

  test('an item that nobody could tell is still found by everybody else', async () => {
    await begin(2)
    const { assignmentId } = await claim(0)
    await inTrx((trx) => skipAssignment(trx, clock, person(0), { assignmentId, reason: 'unclear' }))
    expect(await answer(0)).toBe(2)
    expect(await answer(1)).toBe(1)
  })
})
