import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import { type ManualClock, manualClock } from './telegram/clock.ts'
import type { Group } from './telegram/group.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

const HOUR = 3_600_000
const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const keyboard = { inline_keyboard: [[{ text: 'go', callback_data: 'go' }]] }
let telegram: TelegramEmulator
let clock: ManualClock
let ada: Person
let group: Group

beforeEach(async () => {
  clock = manualClock()
  telegram = await startTelegram({ token: '1:t', limits: false, clock })
  ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start()
  group = telegram.group({ members: [ada] })
})
afterEach(() => telegram.stop())

async function sent(extra: Record<string, unknown> = {}): Promise<number> {
  return (await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'old', ...extra })).result.message_id
}

describe('editing', () => {
  test('changes text and keyboard in place, and a keyboard not given is gone', async () => {
    const id = await sent({ reply_markup: keyboard })
    clock.advance(5000)
    const { result } = await callApi(telegram, 'editMessageText', { chat_id: 7, message_id: id, text: 'new' })
    expect(result).toMatchObject({ message_id: id, text: 'new', edit_date: clock.now() / 1000 })
    expect(result.reply_markup).toBeUndefined()
    expect(ada.messages()).toMatchObject([{ messageId: id, text: 'new', buttons: [], edits: 1 }])
  })

  test('the same content again is refused, another keyboard is enough', async () => {
    const id = await sent({ reply_markup: keyboard })
    const edit = { chat_id: 7, message_id: id, text: 'old', reply_markup: keyboard }
    expect(await refusalOf(telegram, 'editMessageText', edit)).toBe(NOT_MODIFIED)
    expect(await refusalOf(telegram, 'editMessageReplyMarkup', edit)).toBe(NOT_MODIFIED)
    expect((await callApi(telegram, 'editMessageReplyMarkup', { chat_id: 7, message_id: id })).ok).toBe(true)
    expect(ada.lastMessage()).toMatchObject({ text: 'old', buttons: [] })
  })

  test('the same words in other dress are a change', async () => {
    const id = await sent()
    const edit = { chat_id: 7, message_id: id, text: '<b>old</b>', parse_mode: 'HTML' }
    expect((await callApi(telegram, 'editMessageText', edit)).ok).toBe(true)
  })

  test('missing, deleted and foreign messages are refused', async () => {
    const edit = (id: number) =>
      refusalOf(telegram, 'editMessageText', { chat_id: 7, message_id: id, text: 'x' })
    expect(await edit(4711)).toBe('Bad Request: message to edit not found')
    const id = await sent()
    await callApi(telegram, 'deleteMessage', { chat_id: 7, message_id: id })
    expect(await edit(id)).toBe('Bad Request: message to edit not found')
    expect(await edit(ada.send('mine').messageId)).toBe("Bad Request: message can't be edited")
    expect(await refusalOf(telegram, 'editMessageText', { text: 'x' })).toBe(
      'Bad Request: message identifier is not specified',
    )
  })

  test('own messages have no age limit, but one with a reply keyboard is fixed', async () => {
    const id = await sent()
    const fixed = await sent({ reply_markup: { keyboard: [['a']] } })
    clock.advance(100 * HOUR)
    expect((await callApi(telegram, 'editMessageText', { chat_id: 7, message_id: id, text: 'x' })).ok).toBe(
      true,
    )
    expect(await refusalOf(telegram, 'editMessageText', { chat_id: 7, message_id: fixed, text: 'x' })).toBe(
      "Bad Request: message can't be edited",
    )
  })

  test('only an inline keyboard can be edited in, and a text has no caption', async () => {
    const id = await sent()
    const edit = { chat_id: 7, message_id: id }
    expect(
      await refusalOf(telegram, 'editMessageText', {
        ...edit,
        text: 'x',
        reply_markup: { force_reply: true },
      }),
    ).toBe('Bad Request: inline keyboard expected')
    expect(await refusalOf(telegram, 'editMessageCaption', { ...edit, caption: 'x' })).toBe(
      'Bad Request: there is no caption in the message to edit',
    )
    expect(await refusalOf(telegram, 'editMessageText', { ...edit, text: 'x'.repeat(4097) })).toBe(
      'Bad Request: message is too long',
    )
  })
})

describe('deleting', () => {
  const remove = (chatId: number, messageId: number) =>
    callApi(telegram, 'deleteMessage', { chat_id: chatId, message_id: messageId })

  test('works for 48 hours, on both sides of a private chat', async () => {
    const [mine, late] = [await sent(), await sent()]
    const theirs = ada.send('hello').messageId
    clock.advance(48 * HOUR)
    expect((await remove(7, mine)).result).toBe(true)
    expect((await remove(7, theirs)).result).toBe(true)
    clock.advance(1)
    expect((await remove(7, late)).description).toBe("Bad Request: message can't be deleted")
    expect((await remove(7, mine)).description).toBe('Bad Request: message to delete not found')
    expect(ada.messages().map(({ messageId }) => messageId)).toEqual([late])
  })

  test("others' messages in a group need an administrator", async () => {
    const { messageId } = ada.send('hello', { chat: group })
    expect((await remove(group.id, messageId)).description).toBe("Bad Request: message can't be deleted")
    group.setBot('administrator', ada)
    expect((await remove(group.id, messageId)).result).toBe(true)
  })

  test('many at once skips what is not there', async () => {
    const ids = [await sent(), 4711, await sent()]
    expect((await callApi(telegram, 'deleteMessages', { chat_id: 7, message_ids: ids })).result).toBe(true)
    expect(ada.messages()).toEqual([])
    expect(await refusalOf(telegram, 'deleteMessages', { chat_id: 7, message_ids: [] })).toBe(
      'Bad Request: message identifiers are not specified',
    )
  })
})

describe('replying', () => {
  test('carries the original, which must exist unless told otherwise', async () => {
    const { messageId } = ada.send('question')
    const reply = (parameters: object) =>
      callApi(telegram, 'sendMessage', { chat_id: 7, text: 'answer', reply_parameters: parameters })
    expect((await reply({ message_id: messageId })).result.reply_to_message).toMatchObject({
      text: 'question',
    })
    expect((await reply({ message_id: 4711 })).description).toBe(
      'Bad Request: message to be replied not found',
    )
    expect((await reply({ message_id: 4711, allow_sending_without_reply: true })).ok).toBe(true)
  })
})
