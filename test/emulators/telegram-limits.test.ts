import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi } from './telegram/call-api.ts'
import { type ManualClock, manualClock } from './telegram/clock.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator
let clock: ManualClock
let people: Person[]

beforeEach(async () => {
  clock = manualClock()
  telegram = await startTelegram({ token: '1:t', clock })
  people = Array.from({ length: 40 }, (_, index) => telegram.person({ id: 100 + index }))
  for (const person of people) person.start()
})
afterEach(() => telegram.stop())

const send = (chatId: number) => callApi(telegram, 'sendMessage', { chat_id: chatId, text: 'x' })

test('one chat takes a small burst and then one message a second', async () => {
  for (let index = 0; index < 5; index++) expect((await send(100)).ok).toBe(true)
  expect(await send(100)).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  })
  expect((await send(101)).ok).toBe(true)
  clock.advance(1000)
  expect((await send(100)).ok).toBe(true)
  expect((await send(100)).error_code).toBe(429)
})

test('a refusal says the same in the Retry-After header', async () => {
  for (let index = 0; index < 5; index++) await send(100)
  const response = await fetch(`${telegram.apiRoot}/bot1:t/sendMessage?chat_id=100&text=x`)
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
})

test('a group takes twenty messages a minute', async () => {
  const group = telegram.group({ members: people.slice(0, 2) })
  for (let index = 0; index < 20; index++) {
    clock.advance(1000)
    expect((await send(group.id)).ok).toBe(true)
  }
  clock.advance(1000)
  expect((await send(group.id)).parameters).toEqual({ retry_after: 40 })
  clock.advance(40_000)
  expect((await send(group.id)).ok).toBe(true)
})

test('all chats together take thirty messages a second', async () => {
  const answers = []
  for (const person of people.slice(0, 31)) answers.push((await send(person.id)).ok)
  expect(answers.filter(Boolean)).toHaveLength(30)
  clock.advance(1000)
  expect((await send(139)).ok).toBe(true)
})

test('edits count, answers to taps and refused calls do not', async () => {
  const { result } = await send(100)
  const edit = (text: string) =>
    callApi(telegram, 'editMessageText', { chat_id: 100, message_id: result.message_id, text })
  for (let index = 0; index < 9; index++) await edit('x')
  for (let index = 0; index < 4; index++) expect((await edit(`y${index}`)).ok).toBe(true)
  expect((await edit('z')).error_code).toBe(429)
  expect((await callApi(telegram, 'sendChatAction', { chat_id: 100, action: 'typing' })).ok).toBe(true)
})

test('limits can be changed or lifted', async () => {
  const free = await startTelegram({ token: '1:t', clock, limits: false })
  free.person({ id: 1 }).start()
  const strict = await startTelegram({ token: '1:t', clock, limits: { chatBurst: 1 } })
  strict.person({ id: 1 }).start()
  const ask = (emulator: TelegramEmulator) => callApi(emulator, 'sendMessage', { chat_id: 1, text: 'x' })
  for (let index = 0; index < 50; index++) expect((await ask(free)).ok).toBe(true)
  expect([(await ask(strict)).ok, (await ask(strict)).ok]).toEqual([true, false])
  await Promise.all([free.stop(), strict.stop()])
})
