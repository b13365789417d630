import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ledgerReviews } from '../../../core/consensus/ledger-reviews.ts'
import { openReview } from '../../../core/consensus/open-review.ts'
import { type AppealId, type BatchId, type ItemId, newId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import type { Project } from '../../../core/projects/project.ts'
import { insertAppeal } from '../../../core/store/appeals.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { releaseResubmissions } from '../../../core/tasks/release-resubmissions.ts'
import { resubmitItem } from '../../../core/tasks/resubmit-item.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { addItems, HandClock, MINUTE_MS, newcomer, startProject } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { insertLoneBatch } from '../../support/insert-lone-batch.ts'

const HOUR_MS = 60 * MINUTE_MS

describe.each(databases)('an item that comes back to whoever was rejected ($name)', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let project: Project
  let people: Account[]
  let itemId: ItemId

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const person = (index: number) => people[index] as Account

  beforeEach(async () => {
    database = await open()
    clock = new HandClock()
    await begin({ tries: 1 })
  })
  afterEach(() => database.close())

  async function begin(resubmit: { tries: number } | undefined): Promise<void> {
    const slug = `sample-${newId<string>().slice(-8)}`
    const file = { name: slug, protocol: 'peers', labels: ['perhaps', 'both'] } as const
    project = await inTrx((trx) => startProject(trx, clock, { ...file, ...(resubmit && { resubmit }) }))
    await addItems(database.store, project, 1)
    people = []
    for (let index = 0; index < 5; index++) {
      people.push(await inTrx((trx) => newcomer(trx, clock, `${slug}-${index}`)))
    }
    itemId = await answer(person(0), 'yes')
  }

  const answer = (account: Account, label: string) =>
    inTrx(async (trx) => {
      const { assignmentId, item } = await claimItem(trx, clock, account, { projectSlug: project.slug })
      await submitAnnotation(trx, clock, account, { assignmentId, label, platform: 'web' })
      return item.id
    })

  /** Three validators say three other things, and the ledger rejects the answer. */
  async function reject(round = 1): Promise<void> {
    const batchId = newId<BatchId>()
    const seats = [1, 2, 3].map((index, place) => ({
      seat: 10 * round + place,
      place,
      weight: 1,
      owner: { accountId: person(index).id, personId: person(index).personId },
    }))
    if (round === 1) {
      await inTrx(async (trx) => {
        const batch = { id: batchId, number: null as never, state: 'proposed', endsAt: null, itemId } as const
        await insertLoneBatch(trx, clock, project, batch)
        await openReview(trx, clock, { project, batchId, itemId, round, stage: 1, seats })
      })
      for (const [index, label] of ['no', 'perhaps', 'both'].entries()) await answer(person(index + 1), label)
    }
    await inTrx((trx) => ledgerReviews.close(trx, clock, { itemId, outcome: 'rejected' }))
  }

  const again = (account: Account) => inTrx((trx) => resubmitItem(trx, clock, account, itemId))
  const item = () =>
    inTrx((trx) => trx.selectFrom('items').selectAll().where('id', '=', itemId).executeTakeFirstOrThrow())
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error: { code?: string }) => error.code ?? String(error),
    )

  test('is kept for them alone, told once, and answered in a round with a stake of its own', async () => {
    await reject()
    expect(await item()).toMatchObject({ state: 'open', round: 2, wanted: 0, open_slots: 0 })
    expect(await codeOf(answer(person(4), 'no'))).toMatch(/^task\./)
    const told = await inTrx((trx) =>
      trx.selectFrom('notifications').selectAll().where('kind', '=', 'work.returned').execute(),
    )
    expect(told.map((notice) => notice.account_id)).toEqual([person(0).id])
    expect(await codeOf(again(person(1)))).toBe('resubmit.over')

    const task = await again(person(0))
    expect((await again(person(0))).assignmentId).toBe(task.assignmentId)
    expect(await item()).toMatchObject({ wanted: 1, open_slots: 0 })
    await inTrx((trx) =>
      submitAnnotation(trx, clock, person(0), {
        assignmentId: task.assignmentId,
        label: 'no',
        platform: 'web',
      }),
    )
    const own = await inTrx((trx) =>
      trx
        .selectFrom('annotations')
        .innerJoin('stake_locks', 'stake_locks.annotation_id', 'annotations.id')
        .select(['annotations.round', 'annotations.label', 'annotations.counted'])
        .where('annotations.person_id', '=', person(0).personId)
        .orderBy('annotations.round')
        .execute(),
    )
    expect(own).toEqual([
      { round: 1, label: 'yes', counted: 1 },
      { round: 2, label: 'no', counted: 1 },
    ])
    expect(await item()).toMatchObject({ state: 'review', round: 2 })
    expect(await codeOf(again(person(0)))).toBe('resubmit.over')
  })

  test('goes to others after its time, or when its lease runs out', async () => {
    await reject()
    clock.advance(25 * HOUR_MS)
    expect(await codeOf(again(person(0)))).toBe('resubmit.over')
    expect(await releaseResubmissions(database.store, clock)).toBe(1)
    expect(await releaseResubmissions(database.store, clock)).toBe(0)
    expect(await item()).toMatchObject({ state: 'open', round: 2, wanted: 1, open_slots: 1 })
    expect(await answer(person(4), 'no')).toBe(itemId)

    await begin({ tries: 1 })
    await reject()
    await again(person(0))
    clock.advance(HOUR_MS)
    await expireLeases(database.store, clock)
    expect(await item()).toMatchObject({ wanted: 1, open_slots: 1 })
    expect(await codeOf(again(person(0)))).toBe('resubmit.over')
    expect(await answer(person(4), 'no')).toBe(itemId)
  })

  test('comes back no more often than the project says, and then waits for an expert', async () => {
    await reject()
    const { assignmentId } = await again(person(0))
    const label = { assignmentId, label: 'no', platform: 'web' }
    await inTrx((trx) => submitAnnotation(trx, clock, person(0), label))
    await reject(2)
    expect(await item()).toMatchObject({ state: 'expert', round: 2 })
  })

  test('does not come back where the project does not say so, on gold, or to whoever contested the votes', async () => {
    await begin(undefined)
    await reject()
    expect(await item()).toMatchObject({ round: 2, wanted: 1, open_slots: 1 })

    await begin({ tries: 1 })
    const gold = { gold_state: 'active', gold_label: 'no', gold_cap: 25 }
    await inTrx((trx) => trx.updateTable('items').set(gold).where('id', '=', itemId).execute())
    await reject()
    expect(await item()).toMatchObject({ round: 2, wanted: 1, open_slots: 1 })

    await begin({ tries: 1 })
    const contested = await inTrx((trx) => trx.selectFrom('batches').select('id').execute())
    await inTrx((trx) =>
      insertAppeal(trx, {
        id: newId<AppealId>(),
        itemId,
        batchId: contested[0]?.id as BatchId,
        position: 0,
        stage: 1,
        accountId: person(0).id,
        personId: person(0).personId,
        verdict: 'rejected',
        reason: 'Look again',
        bondWei: 1n,
        isFree: true,
        state: 'lost',
        askedAt: clock.now(),
      }),
    )
    await reject()
    expect(await item()).toMatchObject({ round: 2, wanted: 1, open_slots: 1 })
  })

  test('a person who holds another item answers that one first', async () => {
    await reject()
    await addItems(database.store, project, 1)
    await inTrx((trx) => claimItem(trx, clock, person(0), { projectSlug: project.slug }))
    expect(await codeOf(again(person(0)))).toBe('resubmit.busy')
  })
})
