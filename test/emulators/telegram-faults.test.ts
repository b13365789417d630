import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi } from './telegram/call-api.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator
let ada: Person

beforeEach(async () => {
  telegram = await startTelegram({ token: '1:t', limits: false })
  ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start()
})
afterEach(() => telegram.stop())

const send = (text: string) => callApi(telegram, 'sendMessage', { chat_id: 7, text })
const texts = () => ada.messages().map(({ text }) => text)

test('a chosen refusal meets the next call of the method alone', async () => {
  const fault = { code: 429, description: 'Too Many Requests: retry after 3', parameters: { retry_after: 3 } }
  telegram.failNext('sendMessage', fault)
  expect((await callApi(telegram, 'getMe')).ok).toBe(true)
  expect(await send('a')).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 3',
    parameters: { retry_after: 3 },
  })
  expect((await send('b')).ok).toBe(true)
  expect(texts()).toEqual(['b'])
  expect(telegram.calls('sendMessage')[0]?.fault).toEqual(fault)
})

test('a connection is cut before or after the effect', async () => {
  telegram.failNext('sendMessage', 'drop-connection')
  await expect(send('before')).rejects.toThrow('fetch failed')
  expect(texts()).toEqual([])
  telegram.failNext('sendMessage', 'drop-response')
  await expect(send('after')).rejects.toThrow('fetch failed')
  expect(texts()).toEqual(['after'])
})

test('a hanging call has no answer and no effect, and does not keep the emulator from stopping', async () => {
  telegram.failNext('*', 'hang')
  const outcome = send('never').catch((cause: unknown) => cause)
  await telegram.until(() => telegram.calls('sendMessage').length === 1)
  expect(texts()).toEqual([])
  await telegram.stop()
  expect(await outcome).toBeInstanceOf(TypeError)
  telegram = await startTelegram({ token: '1:t' })
})

test('nextMessage returns each message once, sent or edited, and names what is there when in vain', async () => {
  const { result } = await send('one')
  await callApi(telegram, 'editMessageText', { chat_id: 7, message_id: result.message_id, text: 'two' })
  expect(await telegram.nextMessage(ada)).toMatchObject({ text: 'one', edits: 0 })
  expect(await telegram.nextMessage(ada)).toMatchObject({ text: 'two', edits: 1 })
  const waiting = telegram.nextMessage(ada, ({ text }) => text === 'three')
  await send('other')
  await send('three')
  expect((await waiting).text).toBe('three')
  await expect(telegram.nextMessage(ada, undefined, 1)).rejects.toThrow('"text":"three"')
})
