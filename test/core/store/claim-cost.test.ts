import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Account } from '../../../core/people/account.ts'
import type { Trx } from '../../../core/store/database.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { addItems, HandClock, newcomer, startProject } from '../../support/community.ts'
import { openPostgres, type TestDatabase } from '../../support/databases.ts'

const ITEMS = 8_000
const clock = new HandClock()
let database: TestDatabase

beforeAll(async () => {
  database = await openPostgres()
  const { store } = database
  const project = await store.transaction((trx) => startProject(trx, clock))
  await addItems(store, project, ITEMS, { goldEvery: 40 })
  // Every other item is started, as if by many people.
  await store.transaction(async (trx) => {
    await sql`update items set started = 1, exposures = 1, open_slots = 2, posterior = '[0.7,0.3]'
      where ordinal % 2 = 1 and gold_state is null`.execute(trx)
    // Gold that was given out before and may be given to others still lies among them.
    await sql`update items set started = 1 where gold_state = 'active'`.execute(trx)
  })
  await store.transaction((trx) => fillAssignments(trx))
  await store.transaction((trx) => sql`analyze`.execute(trx))
})
afterAll(() => database.close())

/** Each started item was given to somebody. */
async function fillAssignments(trx: Trx): Promise<void> {
  const account = await newcomer(trx, clock, 'everybody')
  await sql`insert into assignments (id, project_id, item_id, account_id, person_id, role, round, state, leased_at,
      deadline, closed_at)
    select 'given-' || id, project_id, id, ${account.id}, ${account.personId}, 'annotator', 1, 'answered',
      ${clock.now()}, ${clock.now()}, ${clock.now()} from items where started = 1`.execute(trx)
}

/** Rows of a table that PostgreSQL has read so far, by scanning it and through its indexes; what an earlier transaction
 * read may still be among them. */
async function rowsRead(trx: Trx, table: string): Promise<{ scanned: number; fetched: number }> {
  const { rows } = await sql<{ scanned: string; fetched: string }>`
    select seq_tup_read as scanned, idx_tup_fetch as fetched
    from pg_stat_xact_user_tables where relname = ${table}`.execute(trx)
  return { scanned: Number(rows[0]?.scanned ?? 0), fetched: Number(rows[0]?.fetched ?? 0) }
}

async function claimAndCount(account: Account, chance: () => number) {
  return await database.store.transaction(async (trx) => {
    const before = [await rowsRead(trx, 'items'), await rowsRead(trx, 'assignments')]
    const task = await claimItem(trx, clock, account, { chance })
    const after = [await rowsRead(trx, 'items'), await rowsRead(trx, 'assignments')]
    const [items, assignments] = after.map(({ scanned, fetched }, table) => ({
      scanned: scanned - (before[table]?.scanned ?? 0),
      fetched: fetched - (before[table]?.fetched ?? 0),
    }))
    return { task, items, assignments }
  })
}

test('on PostgreSQL too, a claim reads some fifty of many items', async () => {
  const account = await database.store.transaction((trx) => newcomer(trx, clock, 'reader'))
  const chances = [() => 0.999, () => 0.999, () => 0]
  for (const chance of chances) {
    const { task, items, assignments } = await claimAndCount(account, chance)
    expect(items?.scanned).toBe(0)
    // 40 started and 10 new ones, or 50 gold ones beside; and the one that is taken.
    expect(items?.fetched).toBeLessThan(125)
    expect(assignments?.scanned).toBe(0)
    // One of each started or gold item, where the index alone cannot tell that it is visible.
    expect(assignments?.fetched).toBeLessThan(125)
    const submission = { assignmentId: task.assignmentId, label: 'yes', platform: 'web' }
    await database.store.transaction((trx) => submitAnnotation(trx, clock, account, submission))
  }
})

test('people who claim at the same time are given what the others do not hold', async () => {
  const people = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      database.store.transaction((trx) => newcomer(trx, clock, `at-once-${index}`)),
    ),
  )
  const tasks = await Promise.all(
    people.map((account) => database.store.transaction((trx) => claimItem(trx, clock, account, {}))),
  )
  const taken = new Map<string, number>()
  for (const { item } of tasks) taken.set(item.id, (taken.get(item.id) ?? 0) + 1)
  for (const [, times] of taken) expect(times).toBeLessThanOrEqual(2)
})
