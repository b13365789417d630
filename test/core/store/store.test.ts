import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId } from '../../../core/ids.ts'
import { openStore, type Trx } from '../../../core/store/database.ts'
import { hotQuery } from '../../../core/store/hot-query.ts'
import { HandClock, visit } from '../../support/community.ts'
import { databases, openPostgres, type TestDatabase } from '../../support/databases.ts'

const run = promisify(execFile)

describe.each(databases)('the store on $name', ({ open }) => {
  const clock = new HandClock()
  let database: TestDatabase

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

  test('a transaction that throws leaves nothing behind', async () => {
    const work = inTrx(async (trx) => {
      await visit(trx, clock, 'undone')
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    const rows = await inTrx((trx) => trx.selectFrom('identities').select('platform_user_id').execute())
    expect(rows).not.toContainEqual({ platform_user_id: 'undone' })
  })

  test('what one store commits, another on the same data reads', async () => {
    const other = await openStore(database.url)
    const account = await inTrx((trx) => visit(trx, clock, 'shared'))
    expect(await other.transaction((trx) => visit(trx, clock, 'shared'))).toEqual(account)
    await other.close()
  })

  test('processes that write at the same time lose nothing and make nobody twice', async () => {
    const script = fileURLToPath(new URL('./visitors-process.ts', import.meta.url))
    const names = Array.from({ length: 25 }, (_, index) => `busy-${index}`)
    const writers = [names, [...names].reverse()].map((order) =>
      run(process.execPath, [script, database.url, ...order]),
    )
    await Promise.all(writers)
    const rows = await inTrx((trx) =>
      trx.selectFrom('identities').select('account_id').where('platform_user_id', 'like', 'busy-%').execute(),
    )
    expect(new Set(rows.map((row) => row.account_id)).size).toBe(25)
  })

  test('a hot query takes new parameters each time, also in several transactions', async () => {
    const byUser = hotQuery((db, { user, platform }: { user: string; platform: string }) =>
      db
        .selectFrom('identities')
        .select(['platform_user_id', 'platform'])
        .where('platform_user_id', '=', user)
        .where('platform', '=', platform),
    )
    const rename = hotQuery((db, { user, name }: { user: string; name: string }) =>
      db.updateTable('identities').set({ display_name: name }).where('platform_user_id', '=', user),
    )
    await inTrx(async (trx) => {
      for (const user of ['hot-1', 'hot-2']) await visit(trx, clock, user)
    })
    for (const user of ['hot-1', 'hot-2', 'nobody']) {
      const found = user === 'nobody' ? [] : [{ platform_user_id: user, platform: 'web' }]
      expect(await inTrx((trx) => byUser.all(trx, { user, platform: 'web' }))).toEqual(found)
      expect(await inTrx((trx) => byUser.first(trx, { user, platform: 'web' }))).toEqual(found[0])
      expect(await inTrx((trx) => rename.run(trx, { user, name: 'Hot' }))).toBe(found.length)
    }
  })

  test('a hot query is not allowed outside its transaction', async () => {
    const any = hotQuery((db) => db.selectFrom('identities').select('platform').limit(1))
    let kept: Trx | undefined
    await inTrx(async (trx) => {
      kept = trx
      await any.all(trx, {})
    })
    await expect(any.all(kept as Trx, {})).rejects.toThrow()
  })
})

describe('PostgreSQL alone', () => {
  const clock = new HandClock()
  let database: TestDatabase

  beforeAll(async () => {
    database = await openPostgres()
  })
  afterAll(() => database.close())

  test('the victim of a deadlock runs again, so that both transactions succeed', async () => {
    const { store } = database
    const ids = await store.transaction(async (trx) => [
      (await visit(trx, clock, 'left')).id,
      (await visit(trx, clock, 'right')).id,
    ])
    const lock = (trx: Trx, id: AccountId) =>
      trx.selectFrom('accounts').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
    let holding = 0
    let bothHold = () => {}
    const both = new Promise<void>((resolve) => {
      bothHold = resolve
    })
    let attempts = 0
    const crossing = (order: AccountId[]) =>
      store.transaction(async (trx) => {
        attempts++
        await lock(trx, order[0] as AccountId)
        if (++holding === 2) bothHold()
        await both
        await lock(trx, order[1] as AccountId)
        return 'done'
      })
    expect(await Promise.all([crossing(ids), crossing([...ids].reverse())])).toEqual(['done', 'done'])
    // More when the victim, running again, is faster with its lock than whoever waited for it.
    expect(attempts).toBeGreaterThanOrEqual(3)
  })

  test('connections that the server ended are replaced', async () => {
    const { store, url } = database
    const account = await store.transaction((trx) => visit(trx, clock, 'patient'))
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    const others = 'datname = current_database() and pid <> pg_backend_pid()'
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`)
    await expect
      .poll(async () => {
        const { rows } = await admin.query(
          `select count(*)::int as left from pg_stat_activity where ${others}`,
        )
        return rows[0].left
      })
      .toBe(0)
    await admin.end()
    expect(await store.transaction((trx) => visit(trx, clock, 'patient'))).toEqual(account)
  })
})
