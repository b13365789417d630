import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../../emulators/telegram/person.ts'
import { projectFile } from '../../support/project-file.ts'
import { BOSS, shown, startWorld, type TelegramWorld, TOKEN } from './world.ts'

const MEGABYTE = 1024 * 1024
let world: TelegramWorld
let boss: Person
/** Where files are put while they are read. */
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'))
  vi.stubEnv('TMPDIR', folder)
  world = await startWorld({ texts: [] })
  boss = world.telegram.person({ id: BOSS, firstName: 'Grace', languageCode: 'en' })
  boss.start()
  await shown(boss, 'language')
})
afterEach(async () => {
  await world.stop()
  vi.unstubAllEnvs()
  const left = await readdir(folder)
  await rm(folder, { recursive: true })
  expect(left.filter((name) => name.startsWith('tagora-telegram-'))).toEqual([])
})

const csv = (...rows: string[]) => Buffer.from(`id,text\n${rows.join('\n')}\n`)

test('a moderator imports items from a document, and is told of each refused row', async () => {
  boss.sendDocument('items.csv', csv('1,hello', '2,', '1,hello again'), { caption: '/project import spam' })
  const report = await shown(boss, '1 item imported')
  expect(report.text).toMatch(/2 refused[\s\S]*Line 3: .*missing or empty[\s\S]*Line 4: .*twice/)
  const items = await world.store.transaction((trx) =>
    trx.selectFrom('items').select('external_id').execute(),
  )
  expect(items).toEqual([{ external_id: '1' }])
})

test('a moderator creates a project from a document', async () => {
  boss.sendDocument('project.json', Buffer.from(projectFile({ name: 'more-spam' })), {
    caption: '/project@tagora_bot create',
  })
  await shown(boss, 'Project more-spam is created')
})

test('somebody else may not', async () => {
  const eve = world.telegram.person({ id: 66, firstName: 'Eve', languageCode: 'en' })
  eve.start()
  await shown(eve, 'language')
  eve.sendDocument('items.csv', csv('1,hello'), { caption: '/project import spam' })
  await shown(eve, 'Only a moderator can do this')
  eve.send('/project pause spam')
  await shown(eve, 'Only a moderator can do this')
})

test('a document without a command is answered with how to send it, and not fetched', async () => {
  boss.sendDocument('items.csv', csv('1,hello'))
  await shown(boss, 'as its caption')
  boss.sendDocument('items.csv', csv('1,hello'), { caption: '/task' })
  await shown(boss, 'as its caption')
  expect(world.telegram.calls('getFile')).toEqual([])
})

test('a file larger than Telegram gives to bots is refused in words', async () => {
  const caption = '/project import spam'
  boss.sendDocument('items.csv', Buffer.alloc(20 * MEGABYTE + 1), { caption })
  await shown(boss, 'larger than 20 MB')
  expect(world.telegram.calls('getFile')).toEqual([])
  boss.sendDocument('items.csv', csv('1,hello'), { caption })
  world.telegram.failNext('getFile', { code: 400, description: 'Bad Request: file is too big' })
  await shown(boss, 'larger than 20 MB')
})

test('a file that cannot be fetched is refused in words, in the language of the person', async () => {
  boss.send('/language es')
  await shown(boss, 'español')
  world.telegram.failNext('getFile', { code: 400, description: 'Bad Request: wrong file_id' })
  boss.sendDocument('items.csv', csv('1,hello'), { caption: '/project import spam' })
  await shown(boss, 'No se pudo obtener el archivo "items.csv"')
  expect(world.logged.join('\n')).not.toContain(TOKEN)
})
