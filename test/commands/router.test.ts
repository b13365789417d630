import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Handle } from '../../commands/adapter.ts'
import type { CommandInput, Platform } from '../../commands/command.ts'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { type Clock, type Instant, instantOf, plusMs } from '../../core/clock.ts'
import { createProject } from '../../core/projects/create-project.ts'
import { parseProjectFile } from '../../core/projects/parse-project-file.ts'
import { openStore, type Store } from '../../core/store/database.ts'
import { insertItems } from '../support/insert-items.ts'
import { projectFile } from '../support/project-file.ts'

let store: Store
let handle: Handle
let now: Instant
let events = 0
const clock: Clock = { now: () => now }

beforeEach(async () => {
  now = instantOf(Date.UTC(2026, 0, 1))
  store = await openStore('sqlite::memory:')
  const { definition, source } = parseProjectFile(projectFile({ name: 'spam' }), 'project.json')
  await store.transaction((trx) => createProject(trx, clock, { definition, source, createdBy: null }))
  await insertItems(store, clock, 'spam', ['first message', 'second message'])
  handle = routerWith(1_000)
})
afterEach(() => store.close())

function routerWith(tapsPer10Seconds: number): Handle {
  return createRouter({
    store,
    clock,
    log: pino({ level: 'silent' }),
    services: {
      tokenSymbol: 'LABEL',
      demoWallets: { addressOf: (index) => `0x${String(index).padStart(40, '0')}`, stakeWei: 10n ** 20n },
    },
    moderators: new Set(['web:boss']),
    tapsPer10Seconds,
  })
}

function send(input: CommandInput, userId = 'ann', platform: Platform = 'web', eventId = `e${events++}`) {
  return handle({ platform, eventId, user: { id: userId, name: userId, locale: 'en' }, input })
}
const command = (name: string, args: Record<string, string> = {}): CommandInput => ({
  kind: 'command',
  name,
  args,
})
const type = (text: string): CommandInput => ({ kind: 'text', text })

async function tap(screen: Screen | null, label: string, userId = 'ann', eventId?: string) {
  const button = screen?.buttons.flat().find((one) => one.label === label)
  if (!button) throw new Error(`no button ${label} on: ${JSON.stringify(screen)}`)
  return await send({ kind: 'action', actionId: button.actionId }, userId, 'web', eventId)
}
const textOf = (screen: Screen | null) => screenText(screen?.blocks ?? [])

async function firstItem(userId = 'ann') {
  let screen = await send(command('start'), userId)
  for (const label of ['English', 'I agree', 'Start labeling']) screen = await tap(screen, label, userId)
  return screen
}

test('a newcomer is led to the first item and from there to the next with one tap', async () => {
  const first = await firstItem()
  expect(textOf(first)).toContain('first message')
  expect(textOf(await tap(first, 'Spam'))).toMatch(/Saved: Spam[\s\S]*second message/)
})

test('typed numbers and words answer like taps do', async () => {
  await firstItem()
  expect(textOf(await send(type('1')))).toContain('Saved: Ham')
  expect(textOf(await send(type('spam')))).toContain('Saved: Spam')
})

test('a replayed event gets the same answer and changes nothing', async () => {
  const first = await firstItem()
  const once = await tap(first, 'Spam', 'ann', 'tap-1')
  const again = await tap(first, 'Spam', 'ann', 'tap-1')
  expect(again).toEqual(once)
  const stored = await store.transaction((trx) => trx.selectFrom('annotations').select('label').execute())
  expect(stored).toEqual([{ label: 'spam' }])
})

test('the second tap on an answered item is told that it is closed', async () => {
  const first = await firstItem()
  await tap(first, 'Spam')
  expect(textOf(await tap(first, 'Ham'))).toContain('closed already')
})

test('a button of somebody else does nothing', async () => {
  const first = await firstItem()
  await firstItem('bob')
  expect(textOf(await tap(first, 'Spam', 'bob'))).toContain('belongs to somebody else')
})

test('a made-up, malformed or expired button is called too old', async () => {
  const first = await firstItem()
  for (const actionId of [
    'nothing.0',
    'x',
    '',
    'a.b.c',
    `${first?.buttons[0]?.[0]?.actionId.split('.')[0]}.99`,
  ]) {
    expect(textOf(await send({ kind: 'action', actionId }))).toContain('too old')
  }
  now = plusMs(now, 15 * 24 * 3_600_000)
  expect(textOf(await tap(first, 'Spam'))).toContain('too old')
})

test('only moderators run moderator commands, in the language of the person', async () => {
  const refused = await send(command('project pause', { project: 'spam' }))
  expect(textOf(refused)).toContain('Only a moderator can do this')
  await send(command('language', { locale: 'es' }))
  expect(textOf(await send(command('project pause', { project: 'spam' })))).toContain('moderador')
  const paused = await send(command('project pause', { project: 'spam' }), 'boss')
  expect(textOf(paused)).toContain('is paused')
})

test('an unknown command, a missing argument and words that mean nothing are explained', async () => {
  expect(textOf(await send(command('dance')))).toContain('no command "dance"')
  expect(textOf(await send(type('/dance')))).toContain('no command "dance"')
  expect(textOf(await send(command('project pause'), 'boss'))).toContain('project pause <project>')
  expect(textOf(await send(type('what is this?')))).toContain('none of the choices')
})

test('labeling needs consent first', async () => {
  expect(textOf(await send(command('task')))).toContain('Send start first')
})

test('a person who goes too fast is told when to try again', async () => {
  handle = routerWith(2)
  await send(command('help'))
  await send(command('help'))
  expect(textOf(await send(command('help')))).toMatch(/Try again in \d+ s/)
  expect(textOf(await send(command('help'), 'bob'))).toContain('What you can do')
})

test('an unexpected failure apologises under an incident number and keeps the item', async () => {
  const first = await firstItem()
  await store.transaction((trx) => trx.schema.alterTable('person_beliefs').renameTo('gone').execute())
  expect(textOf(await tap(first, 'Spam'))).toMatch(/report number [0-9a-f]{8}/)
  await store.transaction((trx) => trx.schema.alterTable('gone').renameTo('person_beliefs').execute())
  expect(textOf(await tap(first, 'Spam'))).toContain('Saved: Spam')
})

test('skipping asks why, gives the item back and goes on', async () => {
  const first = await firstItem()
  const reasons = await tap(first, "Can't tell")
  expect(textOf(await tap(reasons, 'Wrong language'))).toMatch(/Skipped[\s\S]*second message/)
})
