import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import type { Group } from './telegram/group.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator
let ada: Person
let bob: Person
let group: Group
let topic: number

beforeEach(async () => {
  telegram = await startTelegram({ token: '1:t', limits: false })
  ada = telegram.person({ id: 7, firstName: 'Ada' })
  bob = telegram.person({ id: 8, firstName: 'Bob' })
  group = telegram.group({ members: [ada, bob] })
  topic = group.topic('Disputes', ada)
})
afterEach(() => telegram.stop())

const toTopic = (id: number) => ({ chat_id: group.id, message_thread_id: id, text: 'x' })

test('messages stand in their topic, those of people and those of the bot', async () => {
  ada.send('/vote', { chat: group, topic })
  const { result } = await callApi(telegram, 'getUpdates', { offset: -1 })
  expect(result).toMatchObject([
    { message: { message_thread_id: topic, is_topic_message: true, chat: { is_forum: true } } },
  ])
  const sent = await callApi(telegram, 'sendMessage', toTopic(topic))
  expect(sent.result).toMatchObject({ message_thread_id: topic, is_topic_message: true })
  expect(group.messages()).toMatchObject([{ topicId: topic }])
})

test('a topic that is not there, deleted or closed takes nothing', async () => {
  expect(await refusalOf(telegram, 'sendMessage', toTopic(999))).toBe('Bad Request: message thread not found')
  group.closeTopic(topic)
  expect(await refusalOf(telegram, 'sendMessage', toTopic(topic))).toBe('Bad Request: TOPIC_CLOSED')
  expect(() => bob.send('hello', { chat: group, topic })).toThrow('closed')
  group.setBot('administrator', ada)
  expect((await callApi(telegram, 'sendMessage', toTopic(topic))).ok).toBe(true)
  group.deleteTopic(topic)
  expect(await refusalOf(telegram, 'sendMessage', toTopic(topic))).toBe(
    'Bad Request: message thread not found',
  )
  expect(group.messages()).toEqual([])
})

test('where members may not write, a bot writes as an administrator alone', async () => {
  group.setMembersMaySend(false)
  const { result } = await callApi(telegram, 'getChat', { chat_id: group.id })
  expect(result).toMatchObject({ permissions: { can_send_messages: false } })
  const message = { chat_id: group.id, text: 'x' }
  expect(await refusalOf(telegram, 'sendMessage', message)).toBe(
    'Bad Request: not enough rights to send text messages to the chat',
  )
  group.setBot('administrator', ada)
  expect((await callApi(telegram, 'sendMessage', message)).ok).toBe(true)
})
