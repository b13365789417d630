import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import { type ManualClock, manualClock } from './telegram/clock.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid'
let telegram: TelegramEmulator
let clock: ManualClock
let ada: Person

beforeEach(async () => {
  clock = manualClock()
  telegram = await startTelegram({ token: '1:t', limits: false, clock })
  ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start()
  await callApi(telegram, 'sendMessage', {
    chat_id: 7,
    text: 'Spam?',
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Yes', callback_data: 'y' },
          { text: 'No', callback_data: 'n' },
        ],
        [{ text: 'Guide', url: 'https://a.io/guide' }],
      ],
    },
  })
})
afterEach(() => telegram.stop())

test('a tap is a callback query with the message it came from', async () => {
  const tap = ada.tap('No')
  const { result: updates } = await callApi(telegram, 'getUpdates')
  expect(updates.at(-1)).toMatchObject({
    update_id: tap.updateId,
    callback_query: { id: tap.queryId, data: 'n', from: { id: 7 }, message: { text: 'Spam?' } },
  })
})

test('buttons are found by label or by number; links open instead', () => {
  expect(ada.tap(0).queryId).not.toBe(ada.tap(1).queryId)
  expect(ada.linkOf('Guide')).toBe('https://a.io/guide')
  expect(() => ada.tap('Guide')).toThrow('no callback')
  expect(() => ada.tap('Maybe')).toThrow('no button "Maybe"')
})

test('an answer is accepted once and seen by the person', async () => {
  const tap = ada.tap('Yes')
  const answer = { callback_query_id: tap.queryId, text: 'Thanks', show_alert: true }
  expect((await callApi(telegram, 'answerCallbackQuery', answer)).result).toBe(true)
  expect(await tap.answer()).toMatchObject({ text: 'Thanks', showAlert: true })
  expect(ada.callbackAnswers()).toHaveLength(1)
  expect(await refusalOf(telegram, 'answerCallbackQuery', answer)).toBe(TOO_OLD)
})

test('unknown and late queries get the same refusal', async () => {
  expect(await refusalOf(telegram, 'answerCallbackQuery', { callback_query_id: '1' })).toBe(TOO_OLD)
  expect(await refusalOf(telegram, 'answerCallbackQuery')).toBe(TOO_OLD)
  const tap = ada.tap('Yes')
  clock.advance(15_001)
  expect(await refusalOf(telegram, 'answerCallbackQuery', { callback_query_id: tap.queryId })).toBe(TOO_OLD)
})

test('an answer has 200 characters at most and opens only this bot', async () => {
  const answer = (extra: object) =>
    callApi(telegram, 'answerCallbackQuery', { callback_query_id: ada.tap('Yes').queryId, ...extra })
  expect((await answer({ text: 'é'.repeat(200) })).ok).toBe(true)
  expect((await answer({ text: 'é'.repeat(201) })).description).toBe('Bad Request: MESSAGE_TOO_LONG')
  expect((await answer({ url: 'https://a.io' })).description).toBe('Bad Request: URL_INVALID')
  expect((await answer({ url: 'https://t.me/tagora_bot?start=a' })).ok).toBe(true)
})

test('a tap nobody fetches is gone after 150 seconds, a message after a day', async () => {
  ada.tap('Yes')
  expect(telegram.pendingUpdates()).toHaveLength(2)
  clock.advance(150_001)
  expect(telegram.pendingUpdates()).toHaveLength(1)
  clock.advance(86_400_000)
  expect(telegram.pendingUpdates()).toHaveLength(0)
})

test('a tap from an old view arrives even though the button is gone', async () => {
  const [message] = ada.messages()
  if (!message) throw new Error('no message')
  await callApi(telegram, 'deleteMessage', { chat_id: 7, message_id: message.messageId })
  expect(() => ada.tap('Yes')).toThrow('no button')
  ada.tapStale(message, 'y')
  const { result: updates } = await callApi(telegram, 'getUpdates')
  expect(updates.at(-1).callback_query).toMatchObject({
    data: 'y',
    message: { message_id: message.messageId, date: 0 },
  })
})

test('a reply keyboard sends its label', async () => {
  const markup = { keyboard: [['Spam', 'Not spam']] }
  await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'Pick', reply_markup: markup })
  ada.press('Not spam')
  const { result: updates } = await callApi(telegram, 'getUpdates')
  expect(updates.at(-1).message.text).toBe('Not spam')
  expect(() => ada.press('Other')).toThrow('no reply button')
})
