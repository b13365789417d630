import { expect, test } from 'vitest'
import { translate } from '../../../bots/telegram/translate.ts'

const ada = { id: 7, is_bot: false, first_name: 'Ada', last_name: 'L', language_code: 'en', is_premium: true }
const privately = { id: 7, type: 'private', first_name: 'Ada' }
const group = { id: -100, type: 'supergroup', title: 'Group' }
const message = (content: object, chat: object = privately, from: object = ada) => ({
  update_id: 5,
  message: { message_id: 3, date: 1, chat, from, ...content },
})
const read = (update: unknown) => translate(update, 'Tagora_bot')

test('words of a private chat are an event with who said them and where to answer', () => {
  expect(read(message({ text: 'spam', new_field_of_next_year: { a: 1 } }))).toEqual({
    kind: 'message',
    userId: 7,
    document: undefined,
    event: {
      platform: 'telegram',
      eventId: '5',
      user: { id: '7', name: 'Ada L', locale: 'en', directChannelId: '7' },
      input: { kind: 'text', text: 'spam' },
    },
  })
})

test.each([
  ['/task', '/task'],
  ['/task@tagora_bot', '/task'],
  ['/project@Tagora_bot import spam', '/project import spam'],
  ['/start payload_1', '/start payload_1'],
  ['1', '1'],
  ['/', '/'],
])('%s is understood as %s', (typed, understood) => {
  expect(read(message({ text: typed }))).toMatchObject({
    event: { input: { kind: 'text', text: understood } },
  })
})

test('a tap knows its message, unless that is gone or in no private chat', () => {
  const tap = (shown?: object) =>
    read({
      update_id: 6,
      callback_query: { id: 'q', from: ada, data: 'abc.0', chat_instance: '1', message: shown },
    })
  expect(tap({ message_id: 3, date: 9, chat: privately, text: 'x' })).toEqual({
    kind: 'tap',
    userId: 7,
    callbackId: 'q',
    place: { chatId: 7, messageId: 3, isThere: true },
    event: expect.objectContaining({ eventId: '6', input: { kind: 'action', actionId: 'abc.0' } }),
  })
  expect(tap({ message_id: 3, date: 0, chat: privately })).toMatchObject({ place: { isThere: false } })
  expect(tap({ message_id: 3, date: 9, chat: group })).toMatchObject({ place: null })
  expect(tap()).toMatchObject({ place: null, event: { user: { directChannelId: undefined } } })
})

test('a document comes with its caption', () => {
  const document = { file_id: 'f', file_name: 'items.csv', file_size: 9, mime_type: 'text/csv' }
  expect(read(message({ document, caption: '/project import spam' }))).toMatchObject({
    document: { file_id: 'f', file_name: 'items.csv', file_size: 9 },
    event: { input: { text: '/project import spam' } },
  })
})

test('in groups only commands concern us, and only those that may be ours', () => {
  expect(read(message({ text: '/task@tagora_bot now' }, group))).toEqual({
    kind: 'groupCommand',
    userId: 7,
    event: {
      platform: 'telegram',
      eventId: '5',
      user: { id: '7', name: 'Ada L', locale: 'en' },
      input: { kind: 'text', text: '/task now' },
    },
    word: 'task',
    isForUs: true,
    locale: 'en',
    chatId: -100,
    messageId: 3,
  })
  const inTopic = { text: '/task', message_thread_id: 12 }
  expect(read(message({ ...inTopic, is_topic_message: true }, group))).toMatchObject({ topicId: 12 })
  expect(read(message(inTopic, group))).not.toHaveProperty('topicId', 12)
  expect(read(message({ text: '/TASK' }, group))).toMatchObject({ word: 'task', isForUs: false })
  expect(read(message({ text: '/task@other_bot' }, group))).toBeNull()
  expect(read(message({ text: 'hello' }, group))).toBeNull()
})

test('what is nothing for us is passed over', () => {
  expect(read({ update_id: 1, poll: { id: 'p' } })).toBeNull()
  expect(read(message({ sticker: { file_id: 's' } }))).toBeNull()
  expect(read(message({ text: 'beep' }, privately, { ...ada, is_bot: true }))).toBeNull()
  expect(read({ update_id: 1, message: { message_id: 1, chat: group, text: '/task' } })).toBeNull()
})

test.each([
  null,
  {},
  { update_id: 'one' },
  { update_id: 1, message: {} },
  { update_id: 1, callback_query: { id: '' } },
])('%j is no update', (value) => {
  expect(() => read(value)).toThrow()
})
