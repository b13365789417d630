import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { logStatements } from '../../../bench/tap/statement-log.ts'
import { Tappers } from '../../../bench/tap/tappers.ts'
import { openStore } from '../../../core/store/database.ts'
import { addItems, HandClock, startProject } from '../../support/community.ts'
import { openSqlite } from '../../support/databases.ts'

test('a tap runs few statements, and none of them reads a whole table', async () => {
  const { store, url, close } = await openSqlite()
  const project = await store.transaction((trx) => startProject(trx, new HandClock()))
  await addItems(store, project, 60)
  const screens = await new Tappers(store).welcome(5)
  const log = logStatements()
  const logged = await openStore(url)
  const tappers = new Tappers(logged, screens)
  log.statements.length = 0
  const taps = 50
  for (let turn = 0; turn < taps; turn++) await tappers.tap(turn)
  log.stop()
  await logged.close()

  expect(log.statements.length / taps).toBeLessThan(25)
  const raw = new SqliteDatabase(url.slice('sqlite:'.length))
  const texts = new Set(log.statements.map(({ sql }) => sql).filter((sql) => !/^(begin|commit)/.test(sql)))
  expect(texts.size).toBeGreaterThan(10)
  const indexes = new Set<string | undefined>()
  for (const sql of texts) {
    const steps = raw.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
    const parameters = Array.from(sql.matchAll(/\?/g), () => null)
    const plan = steps.all(...parameters)
    for (const { detail } of plan) if (detail.includes('INDEX')) indexes.add(detail.split('INDEX ')[1])
    const scans = plan.filter(({ detail }) => detail.startsWith('SCAN'))
    // Of tables, only the few projects are read whole; what a claim looks at is a handful by then,
    // and "given" are the people of one decision.
    expect(scans.filter(({ detail }) => !/^SCAN (projects|ahead|newest|fresh|given)/.test(detail))).toEqual(
      [],
    )
  }
  // Where people look for the next item, gold is not in their way, however much of it there is.
  const ofItems = [...indexes].filter((one) => one?.startsWith('items_'))
  expect(ofItems).toContain('items_ordinary (project_id=? AND started=? AND ordinal>?)')
  expect(ofItems.filter((one) => one?.startsWith('items_dispatch'))).toEqual([])
  raw.close()
  await close()
})
