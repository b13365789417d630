import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../../core/errors.ts'
import type { AssignmentId, ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import type { Project } from '../../../core/projects/project.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { findTask } from '../../../core/tasks/find-task.ts'
import { readWork } from '../../../core/tasks/read-work.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import {
  addItems,
  HandClock,
  itemRow,
  MINUTE_MS,
  newcomer,
  type ProtocolOverrides,
  plentyOfStake,
  startProject,
  TOKEN,
} from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('tasks on $name', ({ open }) => {
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

  afterEach(async () => {
    // So that no lease of this test expires in the next one.
    clock.advance(24 * 60 * MINUTE_MS)
    await expireLeases(database.store, clock, 1_000)
  })

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

  /** A project of its own with four newcomers. */
  async function begin(items: number, overrides: ProtocolOverrides = {}) {
    slugs++
    project = await inTrx((trx) => startProject(trx, clock, { name: `p${slugs}`, ...overrides }))
    await addItems(database.store, project, items)
    for (let index = 0; index < 4; index++) {
      people.push(await inTrx((trx) => newcomer(trx, clock, `${slugs}-${index}`)))
    }
  }

  const person = (index: number) => people[index] as Account
  const claim = (index: number) =>
    inTrx((trx) => claimItem(trx, clock, person(index), { projectSlug: project.slug }))
  const submit = (index: number, assignmentId: AssignmentId, label: string) =>
    inTrx((trx) => submitAnnotation(trx, clock, person(index), { assignmentId, label, platform: 'web' }))
  const skip = (index: number, assignmentId: AssignmentId) =>
    inTrx((trx) => skipAssignment(trx, clock, person(index), { assignmentId, reason: 'unclear' }))
  const answer = async (index: number, label: string) =>
    submit(index, (await claim(index)).assignmentId, label)
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error: ExpectedError) => error.code,
    )

  describe('claiming', () => {
    test('leases the first item until the deadline, and the same again when asked again', async () => {
      await begin(2)
      const task = await claim(0)
      expect(task.item.content.text).toContain('number 1 ')
      expect(Date.parse(task.deadline) - Date.parse(clock.now())).toBe(15 * MINUTE_MS)
      expect(task.project).toEqual(project)
      clock.advance(15 * MINUTE_MS)
      expect(await claim(0)).toEqual(task)
    })

    test('renews a lease past its deadline that nobody expired', async () => {
      await begin(2)
      const task = await claim(0)
      clock.advance(16 * MINUTE_MS)
      const again = await claim(0)
      expect(again.assignmentId).toBe(task.assignmentId)
      expect(again.deadline > clock.now()).toBe(true)
    })

    test('finishes started items before it starts new ones', async () => {
      await begin(3)
      const tasks = [await claim(0), await claim(1), await claim(2), await claim(3)]
      expect(tasks.map((task) => task.item.externalId)).toEqual(['item-1', 'item-1', 'item-1', 'item-2'])
    })

    test('goes on with the started items after the last one, then with those before it', async () => {
      await begin(4, { redundancy: 2, maxRedundancy: 2 })
      for (let item = 0; item < 4; item++) await answer(0, 'yes')
      const first = await claim(1)
      await skip(1, first.assignmentId)
      const order = [first.item.externalId]
      for (let item = 0; item < 3; item++) {
        const { item: next, assignmentId } = await claim(1)
        order.push(next.externalId)
        await submit(1, assignmentId, 'yes')
      }
      expect(order).toEqual(['item-1', 'item-2', 'item-3', 'item-4'])
      expect((await claim(2)).item.externalId).toBe('item-1')
    })

    test('finds a started item it passed over, behind more done ones than it looks at first', async () => {
      await begin(70)
      for (let item = 0; item < 70; item++) await answer(0, 'yes')
      const setSlots = (slots: number) =>
        inTrx((trx) =>
          trx
            .updateTable('items')
            .set({ open_slots: slots })
            .where('project_id', '=', project.id)
            .where('ordinal', '=', 60)
            .execute(),
        )
      await setSlots(0)
      for (let item = 0; item < 69; item++) await answer(1, 'yes')
      expect(await codeOf(claim(1))).toBe('task.none')
      await setSlots(2)
      expect((await claim(1)).item.externalId).toBe('item-60')
    })

    test('gives only what is on the list, in the usual order', async () => {
      await begin(5)
      const first = await claim(0)
      await submit(0, first.assignmentId, 'yes')
      const ids = await inTrx((trx) =>
        trx
          .selectFrom('items')
          .select('id')
          .where('project_id', '=', project.id)
          .orderBy('ordinal')
          .execute(),
      )
      const list = (...ordinals: number[]) => ordinals.map((one) => ids[one - 1]?.id as ItemId)
      const claimAmong = (index: number, among: ItemId[]) =>
        inTrx((trx) => claimItem(trx, clock, person(index), { projectSlug: project.slug, among }))
      expect((await claimAmong(1, list(4, 1))).item.externalId).toBe('item-1')
      expect((await claimAmong(2, list(4, 3))).item.externalId).toBe('item-3')
      expect(await codeOf(claimAmong(0, list(1)))).not.toBe('no error')
      expect(await codeOf(claimAmong(3, []))).not.toBe('no error')
      expect((await claimAmong(0, list(1, 4))).item.externalId).toBe('item-4')
    })

    test('never gives a person an item twice', async () => {
      await begin(1)
      await answer(0, 'yes')
      expect(await codeOf(claim(0))).toBe('task.none')
      await skip(1, (await claim(1)).assignmentId)
      expect(await codeOf(claim(1))).toBe('task.none')
    })

    test('says how long to wait when all that is open is with others', async () => {
      await begin(1)
      await claim(0)
      clock.advance(MINUTE_MS)
      await claim(1)
      await claim(2)
      await expect(claim(3)).rejects.toMatchObject({ code: 'task.waiting', params: { minutes: 14 } })
    })

    test('is refused without a wallet and without free stake', async () => {
      await begin(3, { protocol: 'peers' })
      const poor = { addressOf: () => `0x${'f'.repeat(39)}${slugs}`, stakeWei: (TOKEN * 3n) / 2n }
      const nobody = await inTrx((trx) => newcomer(trx, clock, `none-${slugs}`, { wallets: null }))
      const beggar = await inTrx((trx) => newcomer(trx, clock, `poor-${slugs}`, { wallets: poor }))
      people.push(nobody, beggar)
      expect(await codeOf(claim(4))).toBe('wallet.required')
      await answer(5, 'yes')
      await expect(claim(5)).rejects.toMatchObject({
        code: 'stake.tooLow',
        params: { needed: '1', available: '0.5' },
      })
    })

    test('names the project that hands out nothing, or that there is none of that name', async () => {
      await begin(1)
      await inTrx((trx) => pauseProject(trx, clock, { slug: project.slug, accountId: null }))
      await expect(claim(0)).rejects.toMatchObject({ code: 'project.notActive', params: { state: 'paused' } })
      const unknown = inTrx((trx) => claimItem(trx, clock, person(0), { projectSlug: 'nowhere' }))
      expect(await codeOf(unknown)).toBe('project.unknown')
    })

    test('a lease of a paused project can still be answered', async () => {
      await begin(1)
      const { assignmentId } = await claim(0)
      await inTrx((trx) => pauseProject(trx, clock, { slug: project.slug, accountId: null }))
      expect((await claim(0)).assignmentId).toBe(assignmentId)
      expect(await submit(0, assignmentId, 'yes')).toMatchObject({ outcome: 'counted' })
    })
  })

  describe('submitting', () => {
    test('two of three decide, without a ledger unpaid and without stake', async () => {
      await begin(1)
      await answer(0, 'yes')
      await answer(1, 'no')
      const last = await answer(2, 'yes')
      expect(last).toMatchObject({ outcome: 'counted', labelTitle: 'Yes', round: { kind: 'decided' } })
      const { decision, locks } = await inTrx(async (trx) => ({
        decision: await trx
          .selectFrom('decisions')
          .selectAll()
          .where('project_id', '=', project.id)
          .executeTakeFirstOrThrow(),
        locks: await trx
          .selectFrom('stake_locks')
          .innerJoin('annotations', 'annotations.id', 'stake_locks.annotation_id')
          .select('stake_locks.id')
          .where('annotations.project_id', '=', project.id)
          .execute(),
      }))
      expect(decision).toMatchObject({ label: 'yes', agree: 2, total: 3, round: 1, decided_at: clock.now() })
      expect(locks).toEqual([])
      expect(await codeOf(claim(3))).toBe('task.none')
    })

    test('no supermajority widens the round one by one, then the item waits for an expert', async () => {
      await begin(1, { redundancy: 2, maxRedundancy: 4, threshold: { numerator: 3, denominator: 4 } })
      await answer(0, 'yes')
      expect(await answer(1, 'no')).toMatchObject({ round: { kind: 'widen', wanted: 3 } })
      expect(await answer(2, 'yes')).toMatchObject({ round: { kind: 'widen', wanted: 4 } })
      const { item, assignmentId } = await claim(3)
      expect(await submit(3, assignmentId, 'no')).toMatchObject({ round: { kind: 'expert' } })
      const row = await inTrx((trx) => itemRow(trx, item.id))
      expect(row).toMatchObject({ state: 'expert', open_slots: 0, wanted: 4, closed_at: null })
    })

    test('holds the stake of each counted annotation', async () => {
      await begin(3, { protocol: 'peers' })
      await answer(0, 'yes')
      await answer(0, 'no')
      const wallet = await inTrx((trx) =>
        trx
          .selectFrom('wallets')
          .selectAll()
          .where('account_id', '=', person(0).id)
          .executeTakeFirstOrThrow(),
      )
      expect(wallet.held_wei).toBe(String(2n * TOKEN))
      expect(wallet.stake_wei).toBe(String(plentyOfStake.stakeWei))
    })

    test("an unknown label, another person's assignment and a closed one are refused", async () => {
      await begin(2)
      const { assignmentId } = await claim(0)
      await expect(submit(0, assignmentId, 'maybe')).rejects.toMatchObject({
        code: 'task.unknownLabel',
        params: { label: 'maybe', labels: 'Yes, No' },
      })
      expect(await codeOf(submit(1, assignmentId, 'yes'))).toBe('task.closed')
      expect(await codeOf(inTrx((trx) => findTask(trx, person(1), assignmentId)))).toBe('task.closed')
      await submit(0, assignmentId, 'yes')
      expect(await codeOf(submit(0, assignmentId, 'yes'))).toBe('task.closed')
      expect(await codeOf(skip(0, assignmentId))).toBe('task.closed')
      expect(await codeOf(submit(0, 'unheard-of' as AssignmentId, 'yes'))).toBe('task.closed')
    })

    test('stores how it came about', async () => {
      await begin(1, { protocol: 'peers' })
      const { assignmentId } = await claim(0)
      clock.advance(7_000)
      const { annotationId } = await submit(0, assignmentId, 'no')
      const row = await inTrx((trx) =>
        trx.selectFrom('annotations').selectAll().where('id', '=', annotationId).executeTakeFirstOrThrow(),
      )
      expect(row).toMatchObject({
        label: 'no',
        duration_ms: 7_000,
        platform: 'web',
        guideline_version: 1,
        counted: 1,
        late: 0,
        stake_wei: String(TOKEN),
      })
    })
  })

  describe('after the deadline', () => {
    /** Person 0 holds an expired lease of the only item. */
    async function expired(overrides: ProtocolOverrides = {}) {
      await begin(1, overrides)
      const task = await claim(0)
      clock.advance(15 * MINUTE_MS + 1)
      expect(await expireLeases(database.store, clock)).toBe(1)
      return task
    }

    test('a lease ends with its deadline, not before', async () => {
      await begin(1)
      await claim(0)
      clock.advance(15 * MINUTE_MS)
      expect(await expireLeases(database.store, clock)).toBe(0)
      clock.advance(1)
      expect(await expireLeases(database.store, clock)).toBe(1)
      expect(await expireLeases(database.store, clock)).toBe(0)
    })

    test('at most `limit` leases expire in one run', async () => {
      await begin(1)
      for (const index of [0, 1, 2]) await claim(index)
      clock.advance(16 * MINUTE_MS)
      expect(await expireLeases(database.store, clock, 2)).toBe(2)
      expect(await expireLeases(database.store, clock, 2)).toBe(1)
    })

    test('a late answer counts while its slot is free', async () => {
      const { assignmentId } = await expired()
      expect(await submit(0, assignmentId, 'yes')).toMatchObject({ outcome: 'countedLate' })
    })

    test('a late answer before anybody expired the lease counts', async () => {
      await begin(1)
      const { assignmentId } = await claim(0)
      clock.advance(16 * MINUTE_MS)
      expect(await submit(0, assignmentId, 'yes')).toMatchObject({ outcome: 'countedLate' })
    })

    test('a late answer widens a full round, and the decision waits for those still at it', async () => {
      const { assignmentId, item } = await expired()
      await answer(1, 'yes')
      await answer(2, 'yes')
      const last = await claim(3)
      expect(await submit(0, assignmentId, 'yes')).toMatchObject({
        outcome: 'countedLate',
        round: { kind: 'wait' },
      })
      expect(await submit(3, last.assignmentId, 'no')).toMatchObject({
        outcome: 'counted',
        round: { kind: 'decided', agree: 3, total: 4 },
      })
      expect(await inTrx((trx) => itemRow(trx, item.id))).toMatchObject({ wanted: 4, state: 'decided' })
    })

    test('when the one still at it skips, what is there decides', async () => {
      const { assignmentId, item } = await expired()
      await answer(1, 'yes')
      await answer(2, 'yes')
      const last = await claim(3)
      await submit(0, assignmentId, 'yes')
      await skip(3, last.assignmentId)
      expect(await inTrx((trx) => itemRow(trx, item.id))).toMatchObject({ state: 'decided', open_slots: 0 })
    })

    test('a late answer to a decided item is kept, without stake and pay', async () => {
      const { assignmentId } = await expired()
      for (const index of [1, 2, 3]) await answer(index, 'yes')
      const late = await submit(0, assignmentId, 'no')
      expect(late).toMatchObject({ outcome: 'keptLate', labelTitle: 'No' })
      const { lock, annotation } = await inTrx(async (trx) => ({
        lock: await trx
          .selectFrom('stake_locks')
          .select('id')
          .where('annotation_id', '=', late.annotationId)
          .executeTakeFirst(),
        annotation: await trx
          .selectFrom('annotations')
          .select(['counted', 'late', 'stake_wei'])
          .where('id', '=', late.annotationId)
          .executeTakeFirst(),
      }))
      expect(lock).toBeUndefined()
      expect(annotation).toEqual({ counted: 0, late: 1, stake_wei: '0' })
    })

    test('"can\'t tell" after the deadline is taken, and changes no slot', async () => {
      const { assignmentId, item } = await expired()
      await skip(0, assignmentId)
      expect(await inTrx((trx) => itemRow(trx, item.id))).toMatchObject({ open_slots: 3 })
    })
  })

  test('my work says what became of each answer, newest first', async () => {
    await begin(5, { redundancy: 2, maxRedundancy: 2 })
    const labels = [
      ['yes', 'yes'],
      ['no', 'no'],
      ['yes', 'no'],
    ]
    for (const [mine = '', theirs = ''] of labels) {
      await answer(0, mine)
      clock.advance(1_000)
      await answer(1, theirs)
    }
    await answer(0, 'yes')
    const work = await inTrx((trx) => readWork(trx, person(0), 10))
    expect(work.entries.map((entry) => [entry.labelTitle, entry.state, entry.decision])).toEqual([
      ['Yes', 'open', null],
      ['Yes', 'expert', null],
      ['No', 'agreed', { labelTitle: 'No', agree: 2, total: 2 }],
      ['Yes', 'agreed', { labelTitle: 'Yes', agree: 2, total: 2 }],
    ])
    expect(work.entries[0]?.excerpt).toContain('Text number 4')
    expect(work.totals).toEqual({ labeled: 4, agreed: 2, open: 2 })
    expect((await inTrx((trx) => readWork(trx, person(0), 2))).entries).toHaveLength(2)
    expect((await inTrx((trx) => readWork(trx, person(3), 2))).totals.labeled).toBe(0)
  })

  test('my work tells answers that lost and answers that came too late', async () => {
    await begin(1)
    const { assignmentId } = await claim(0)
    clock.advance(16 * MINUTE_MS)
    await expireLeases(database.store, clock)
    await answer(1, 'yes')
    await answer(2, 'no')
    await answer(3, 'yes')
    await submit(0, assignmentId, 'yes')
    const states = await Promise.all(
      [0, 2].map(async (index) => (await inTrx((trx) => readWork(trx, person(index), 1))).entries[0]),
    )
    expect(states).toMatchObject([
      { state: 'uncounted', labelTitle: 'Yes' },
      { state: 'disagreed', labelTitle: 'No', decision: { labelTitle: 'Yes', agree: 2, total: 3 } },
    ])
  })
})
