import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Handle } from '../../commands/adapter.ts'
import type { CommandInput } from '../../commands/command.ts'
import { createRouter } from '../../commands/router.ts'
import { screenText } from '../../commands/text.ts'
import { HandClock } from '../support/community.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { projectFile } from '../support/project-file.ts'

/** Makes the database refuse every stored answer: what a process leaves behind that ends before it. */
const REFUSE_ANSWERS = {
  sqlite: {
    on: [`create trigger refuse before insert on platform_events begin select raise(abort, 'refused'); end`],
    off: ['drop trigger refuse'],
  },
  postgres: {
    on: [`alter table platform_events add constraint refuse check (event_id = '') not valid`],
    off: ['alter table platform_events drop constraint refuse'],
  },
} as const

describe.each(databases)('long commands on $name', ({ open }) => {
  let database: TestDatabase
  let folder: string
  let handle: Handle

  beforeEach(async () => {
    database = await open()
    folder = await mkdtemp(join(tmpdir(), 'tagora-long-'))
    handle = createRouter({
      store: database.store,
      clock: new HandClock(),
      log: pino({ level: 'silent' }),
      services: { tokenSymbol: 'LABEL', demoWallets: null },
      moderators: new Set(['web:boss']),
      tapsPer10Seconds: 1_000,
    })
  })
  afterEach(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  const user = { id: 'boss', name: 'Boss', locale: 'en' }
  const send = async (eventId: string, input: CommandInput) =>
    screenText((await handle({ platform: 'web', eventId, user, input }))?.blocks ?? [])
  const withFile = async (command: string, name: string, text: string): Promise<CommandInput> => {
    const path = join(folder, name)
    await writeFile(path, text)
    return { kind: 'command', name: command, args: { project: 'spam' }, attachment: { name, path } }
  }
  const create = async (eventId: string) =>
    send(eventId, await withFile('project create', 'spam.json', projectFile({ name: 'spam' })))
  const importing = async (eventId: string) =>
    send(eventId, await withFile('project import', 'items.csv', 'id,text\n1,hello\n2,win now\n'))
  const count = (table: 'projects' | 'imports' | 'items') =>
    database.store.transaction(async (trx) => (await trx.selectFrom(table).selectAll().execute()).length)

  test('a project creation delivered twice, even at once, creates it once and answers alike', async () => {
    const answers = await Promise.all([create('e1'), create('e1')])
    answers.push(await create('e1'))
    expect(new Set(answers)).toEqual(new Set([expect.stringContaining('is created with a budget')]))
    expect(await count('projects')).toBe(1)
  })

  test('a second wish for the same project is still refused', async () => {
    await create('e1')
    expect(await create('e2')).toContain('exists already')
  })

  test('when the answer cannot be stored there is no project either, and the event may come again', async () => {
    const { store } = database
    const fail = (on: boolean) =>
      store.transaction(async (trx) => {
        for (const statement of REFUSE_ANSWERS[store.dialect][on ? 'on' : 'off']) {
          await sql.raw(statement).execute(trx)
        }
      })
    await fail(true)
    expect(await create('e1')).toMatch(/report number [0-9a-f]{8}/)
    await fail(false)
    expect(await count('projects')).toBe(0)
    expect(await create('e1')).toContain('is created with a budget')
  })

  test('an import delivered twice at once gives both the same answer', async () => {
    await create('e1')
    const answers = await Promise.all([importing('e2'), importing('e2')])
    expect(answers[0]).toBe(answers[1])
    expect(await importing('e2')).toBe(answers[0])
    expect(await count('items')).toBe(2)
  })
})
