import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator
let ada: Person

beforeEach(async () => {
  telegram = await startTelegram({ token: '1:t', limits: false })
  ada = telegram.person({ id: 7, firstName: 'Ada', languageCode: 'es' })
  ada.start()
})
afterEach(() => telegram.stop())

const commands = (name: string) => [{ command: name, description: 'does it' }]
const set = (name: string, extra: object = {}) =>
  callApi(telegram, 'setMyCommands', { commands: commands(name), ...extra })
const visible = () => ada.commands().map(({ command }) => command)

test('the narrowest scope wins, and within it the language of the person', async () => {
  await set('default')
  expect(visible()).toEqual(['default'])
  await set('spanish', { language_code: 'es' })
  expect(visible()).toEqual(['spanish'])
  await set('private', { scope: { type: 'all_private_chats' } })
  expect(visible()).toEqual(['private'])
  await set('own', { scope: { type: 'chat', chat_id: 7 } })
  expect(visible()).toEqual(['own'])
  await callApi(telegram, 'deleteMyCommands', { scope: { type: 'chat', chat_id: 7 } })
  expect(visible()).toEqual(['private'])
})

test('in a group administrators and single members may have their own', async () => {
  const bob = telegram.person({ id: 8 })
  const group = telegram.group({ members: [ada, bob] })
  await set('group', { scope: { type: 'all_group_chats' } })
  await set('admin', { scope: { type: 'all_chat_administrators' } })
  await set('bob', { scope: { type: 'chat_member', chat_id: group.id, user_id: 8 } })
  expect([ada.commands(group), bob.commands(group)]).toEqual([commands('admin'), commands('bob')])
})

test('getMyCommands returns one list exactly', async () => {
  await set('default')
  expect((await callApi(telegram, 'getMyCommands')).result).toEqual(commands('default'))
  expect((await callApi(telegram, 'getMyCommands', { language_code: 'es' })).result).toEqual([])
})

test.each([
  [{ commands: commands('Upper') }, 'BOT_COMMAND_INVALID'],
  [{ commands: commands('x'.repeat(33)) }, 'BOT_COMMAND_INVALID'],
  [{ commands: [{ command: 'a', description: '' }] }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
  [{ commands: [{ command: 'a', description: 'x'.repeat(257) }] }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
  [{ commands: Array.from({ length: 101 }, () => commands('a')[0]) }, 'BOT_COMMANDS_TOO_MUCH'],
  [{ commands: 'a' }, "can't parse commands JSON object"],
  [{ commands: {} }, 'expected an Array of BotCommand'],
  [{ commands: commands('a'), language_code: 'spa' }, 'invalid language code specified'],
  [
    { commands: commands('a'), scope: { type: 'moon' } },
    "can't parse BotCommandScope: Unsupported type specified",
  ],
  [{ commands: commands('a'), scope: { type: 'chat', chat_id: 99 } }, 'chat not found'],
])('commands %#: refused', async (body, why) => {
  expect(await refusalOf(telegram, 'setMyCommands', body)).toBe(`Bad Request: ${why}`)
})

test.each([
  ['Name', 'name', 64, 'Tagora'],
  ['Description', 'description', 512, ''],
  ['ShortDescription', 'short_description', 120, ''],
])('setMy%s keeps a text per language within its length', async (method, field, limit, initial) => {
  const get = async (language = '') =>
    (await callApi(telegram, `getMy${method}`, { language_code: language })).result[field]
  expect(await get()).toBe(initial)
  await callApi(telegram, `setMy${method}`, { [field]: 'all' })
  await callApi(telegram, `setMy${method}`, { [field]: 'es', language_code: 'es' })
  expect([await get(), await get('es'), await get('de')]).toEqual(['all', 'es', 'all'])
  expect((await callApi(telegram, `setMy${method}`, { [field]: 'x'.repeat(limit) })).ok).toBe(true)
  expect((await callApi(telegram, `setMy${method}`, { [field]: 'x'.repeat(limit + 1) })).error_code).toBe(400)
})
