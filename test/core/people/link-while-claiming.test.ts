import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkPeople } from '../../../core/people/cluster/link-people.ts'
import { lockPerson } from '../../../core/store/accounts.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { addItems, HandClock, newcomer, startProject } from '../../support/community.ts'
import { openPostgres, type TestDatabase } from '../../support/databases.ts'

let database: TestDatabase
const clock = new HandClock()

beforeAll(async () => {
  database = await openPostgres()
})
afterAll(() => database.close())

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

/** How many statements wait for a lock right now. */
async function countWaiting(): Promise<number> {
  return await inTrx(async (trx) => {
    const { rows } = await sql<{ count: string }>`
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(trx)
    return Number(rows[0]?.count)
  })
}

test('linking two people waits for what one of them is being given, so that the other does not get it too', async () => {
  const project = await inTrx((trx) =>
    startProject(trx, clock, { name: 'linked-at-once', redundancy: 2, maxRedundancy: 2 }),
  )
  await addItems(database.store, project, 1)
  const [ann, ben] = [
    await inTrx((trx) => newcomer(trx, clock, 'ann-linked')),
    await inTrx((trx) => newcomer(trx, clock, 'ben-linked')),
  ]
  const people = [ann.personId, ben.personId]
  let linking: Promise<number> | null = null
  await inTrx(async (trx) => {
    // As for every tap.
    await lockPerson(trx, ann.id)
    linking = inTrx((other) => linkPeople(other, clock, { people, reason: 'one phone', accountId: null }))
    await expect.poll(countWaiting, { timeout: 10_000, interval: 10 }).toBe(1)
    await claimItem(trx, clock, ann, { projectSlug: project.slug })
  })
  expect(await linking).toBe(2)
  await expect(
    inTrx((trx) => claimItem(trx, clock, ben, { projectSlug: project.slug })),
  ).rejects.toMatchObject({ code: 'task.none' })
})
