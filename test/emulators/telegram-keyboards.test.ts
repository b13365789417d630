import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator
let groupId: number

beforeAll(async () => {
  telegram = await startTelegram({ token: '1:t', limits: false })
  const ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start()
  groupId = telegram.group({ members: [ada] }).id
})
afterAll(() => telegram.stop())

const send = (replyMarkup: unknown, chatId = 7) =>
  callApi(telegram, 'sendMessage', { chat_id: chatId, text: 'x', reply_markup: replyMarkup })
const inline = (button: unknown, chatId = 7) => send({ inline_keyboard: [[button]] }, chatId)
const refused = async (button: unknown, chatId = 7) => (await inline(button, chatId)).description

describe('inline buttons', () => {
  test('callback data holds 64 bytes, not characters', async () => {
    expect((await inline({ text: 'a', callback_data: 'é'.repeat(32) })).ok).toBe(true)
    expect(await refused({ text: 'a', callback_data: `${'é'.repeat(32)}x` })).toBe(
      'Bad Request: BUTTON_DATA_INVALID',
    )
  })

  test('a button without an action is refused, so is one without text', async () => {
    expect(await refused({ text: 'a' })).toBe(
      'Bad Request: text buttons are unallowed in the inline keyboard',
    )
    expect(await refused({ text: 'a', callback_data: '' })).toBe(
      'Bad Request: text buttons are unallowed in the inline keyboard',
    )
    expect(await refused({ text: '', callback_data: 'a' })).toBe(
      'Bad Request: inline keyboard button text must be non-empty',
    )
    expect(await refused({ callback_data: 'a' })).toBe(
      'Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"',
    )
  })

  test('of two actions the address wins', async () => {
    const { result } = await inline({ text: 'a', callback_data: 'x', url: 'https://a.io' })
    expect(result.reply_markup.inline_keyboard).toEqual([[{ text: 'a', url: 'https://a.io/' }]])
  })

  test.each([
    ['http://localhost:8080/x', 'Wrong HTTP URL'],
    ['wc:abc@2?relay-protocol=irn', 'Wrong HTTP URL'],
    ['wc:abc', 'Wrong port number specified in the URL'],
    ['metamask://wc?uri=x', 'Unsupported URL protocol'],
    ['ftp://a.io/x', 'Unsupported URL protocol'],
    ['javascript:alert(1)', 'Wrong port number specified in the URL'],
    ['https://a.io:70000', 'Wrong port number specified in the URL'],
    ['word', 'Wrong HTTP URL'],
  ])('the address %s is refused', async (url, why) => {
    expect(await refused({ text: 'a', url })).toBe(
      `Bad Request: inline keyboard button URL '${url}' is invalid: ${why}`,
    )
  })

  test.each([
    ['a.io/x', 'http://a.io/x'],
    ['http://127.0.0.1/x', 'http://127.0.0.1/x'],
    ['HTTPS://A.io', 'https://a.io/'],
    ['tg://resolve?domain=x', 'tg://resolve?domain=x'],
    ['tg://user?id=7', 'tg://user?id=7'],
    ['ton://transfer/x', 'ton://transfer/x'],
  ])('the address %s is accepted as %s', async (url, stored) => {
    expect((await inline({ text: 'a', url })).result.reply_markup.inline_keyboard[0][0].url).toBe(stored)
  })

  test('web apps need https and a private chat', async () => {
    expect(await refused({ text: 'a', web_app: { url: 'http://a.io' } })).toBe(
      "Bad Request: inline keyboard button Web App URL 'http://a.io' is invalid: Only HTTPS links are allowed",
    )
    expect(await refused({ text: 'a', web_app: { url: 'https://a.io' } }, groupId)).toBe(
      'Bad Request: BUTTON_TYPE_INVALID',
    )
    expect((await inline({ text: 'a', web_app: { url: 'https://a.io' } })).ok).toBe(true)
  })

  test('copied text has 1 to 256 characters', async () => {
    expect((await inline({ text: 'a', copy_text: { text: 'x'.repeat(256) } })).ok).toBe(true)
    expect(await refused({ text: 'a', copy_text: { text: 'x'.repeat(257) } })).toBe(
      'Bad Request: BUTTON_COPY_TEXT_INVALID',
    )
  })
})

describe('markup', () => {
  test('must be an object of rows', async () => {
    expect((await send('nonsense')).description).toBe(
      "Bad Request: can't parse reply keyboard markup JSON object",
    )
    expect((await send([])).description).toBe('Bad Request: object expected as reply markup')
    expect((await send({ inline_keyboard: {} })).description).toBe(
      'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array',
    )
    expect((await send({ inline_keyboard: [{ text: 'a' }] })).description).toBe(
      'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
  })

  test('holds at most a hundred inline buttons', async () => {
    const button = { text: 'a', callback_data: 'a' }
    expect((await send({ inline_keyboard: Array.from({ length: 100 }, () => [button]) })).ok).toBe(true)
    expect((await send({ inline_keyboard: Array.from({ length: 101 }, () => [button]) })).description).toBe(
      'Bad Request: reply markup is too long',
    )
  })

  test('reply keyboards ask for web apps and contacts in private chats only', async () => {
    expect((await send({ keyboard: [['yes', { text: 'no' }]] })).ok).toBe(true)
    const app = { keyboard: [[{ text: 'a', web_app: { url: 'https://a.io' } }]] }
    expect((await send(app, groupId)).description).toBe(
      'Bad Request: web App buttons can be used in private chats only',
    )
    const contact = { keyboard: [[{ text: 'a', request_contact: true }]] }
    expect((await send(contact, groupId)).description).toBe(
      'Bad Request: phone number can be requested in private chats only',
    )
  })

  test('an empty inline keyboard means none', async () => {
    expect((await send({ inline_keyboard: [] })).result.reply_markup).toBeUndefined()
  })
})

test('every button of a keyboard is checked before anything is sent', async () => {
  const before = telegram.calls().length
  const good = { text: 'a', callback_data: 'a' }
  expect(
    await refusalOf(telegram, 'sendMessage', {
      chat_id: 7,
      text: 'x',
      reply_markup: { inline_keyboard: [[good], [{ text: 'b', url: 'http://localhost' }]] },
    }),
  ).toMatch(/Wrong HTTP URL$/)
  expect(telegram.calls().length).toBe(before + 1)
})
