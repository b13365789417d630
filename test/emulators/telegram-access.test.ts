import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator
let ada: Person

beforeEach(async () => {
  telegram = await startTelegram({ token: '1:t', limits: false })
  ada = telegram.person({ id: 7, firstName: 'Ada', username: 'ada' })
})
afterEach(() => telegram.stop())

const refused = (chatId: unknown) => refusalOf(telegram, 'sendMessage', { chat_id: chatId, text: 'x' })

test('a chat the bot has never met does not exist for it', async () => {
  expect(await refused(7)).toBe('Bad Request: chat not found')
  expect(await refused(999)).toBe('Bad Request: chat not found')
  expect(await refused('@nobody')).toBe('Bad Request: chat not found')
  expect(await refused('')).toBe('Bad Request: chat_id is empty')
  expect(await refusalOf(telegram, 'getChat', { chat_id: 7 })).toBe('Bad Request: chat not found')
})

test('a person met in a group but who never pressed Start cannot be written to', async () => {
  const group = telegram.group({ members: [ada] })
  ada.send('/help', { chat: group })
  const answer = await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'x' })
  expect(answer).toEqual({
    ok: false,
    error_code: 403,
    description: "Forbidden: bot can't initiate conversation with a user",
  })
  ada.start()
  expect((await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'x' })).ok).toBe(true)
})

test('the app of a person who has not started shows nothing but Start', () => {
  expect(() => ada.send('hello')).toThrow('Start button')
  expect(ada.start('ref_1').updateId).toBeTypeOf('number')
  expect(() => ada.start('no blanks')).toThrow('no start payload')
})

test('blocking closes the chat and tells the bot, unblocking opens it', async () => {
  ada.start()
  const { result: message } = await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'x' })
  ada.block()
  expect(await refused(7)).toBe('Forbidden: bot was blocked by the user')
  const edit = { chat_id: 7, message_id: message.message_id, text: 'y' }
  expect(await refusalOf(telegram, 'editMessageText', edit)).toBe('Forbidden: bot was blocked by the user')
  expect(() => ada.send('hello')).toThrow('blocked')
  ada.unblock()
  expect((await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'x' })).ok).toBe(true)
  const { result: updates } = await callApi(telegram, 'getUpdates')
  const statuses = updates.flatMap((update: { my_chat_member?: { new_chat_member: { status: string } } }) =>
    update.my_chat_member ? [update.my_chat_member.new_chat_member.status] : [],
  )
  expect(statuses).toEqual(['kicked', 'member'])
})

test('a deleted account is deactivated', async () => {
  ada.start()
  ada.deactivate()
  expect(await refused(7)).toBe('Forbidden: user is deactivated')
})

test('groups: kicked, left, deleted', async () => {
  const group = telegram.group({ members: [ada] })
  group.setBot('kicked', ada)
  expect(await refused(group.id)).toBe('Forbidden: bot was kicked from the supergroup chat')
  group.setBot('left', ada)
  expect(await refused(group.id)).toBe('Forbidden: bot is not a member of the supergroup chat')
  group.setBot('member', ada)
  expect((await callApi(telegram, 'sendMessage', { chat_id: group.id, text: 'x' })).ok).toBe(true)
  const basic = telegram.group({ kind: 'group', members: [ada] })
  basic.setBot('kicked', ada)
  expect(await refused(basic.id)).toBe('Forbidden: bot was kicked from the group chat')
  basic.setBot('member', ada)
  basic.delete()
  expect(await refused(basic.id)).toBe('Forbidden: the group chat was deleted')
})

test('an upgraded group names its new id', async () => {
  const basic = telegram.group({ kind: 'group', members: [ada] })
  const upgraded = basic.upgrade(ada)
  expect(await callApi(telegram, 'sendMessage', { chat_id: basic.id, text: 'x' })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: upgraded.id },
  })
  expect((await callApi(telegram, 'sendMessage', { chat_id: upgraded.id, text: 'x' })).ok).toBe(true)
})

test('getChat and getChatMember tell what the bot may know', async () => {
  const bob = telegram.person({ id: 8, firstName: 'Bob' })
  const group = telegram.group({ title: 'Labels', members: [ada, bob] })
  const member = async (userId: number) =>
    (await callApi(telegram, 'getChatMember', { chat_id: group.id, user_id: userId })).result?.status
  expect((await callApi(telegram, 'getChat', { chat_id: group.id })).result).toMatchObject({
    id: group.id,
    type: 'supergroup',
    title: 'Labels',
  })
  expect([await member(7), await member(8), await member(1)]).toEqual(['creator', 'member', 'member'])
  group.remove(bob)
  expect(await member(8)).toBe('left')
  expect(await refusalOf(telegram, 'getChatMember', { chat_id: group.id, user_id: 99 })).toBe(
    'Bad Request: PARTICIPANT_ID_INVALID',
  )
  expect(await refusalOf(telegram, 'getChatMember', { chat_id: group.id })).toBe(
    'Bad Request: invalid user_id specified',
  )
})

test('privacy mode: commands, answers and mentions reach the bot, small talk does not', async () => {
  const group = telegram.group({ members: [ada] })
  const { result: question } = await callApi(telegram, 'sendMessage', { chat_id: group.id, text: 'Q?' })
  const reaches = (text: string, replyTo?: { messageId: number }) =>
    ada.send(text, { chat: group, ...(replyTo && { replyTo }) }).updateId !== undefined
  expect(reaches('hello all')).toBe(false)
  expect(reaches('/task')).toBe(true)
  expect(reaches('/task@tagora_bot')).toBe(true)
  expect(reaches('/task@other_bot')).toBe(false)
  expect(reaches('hey @tagora_bot')).toBe(true)
  expect(reaches('yes', { messageId: question.message_id })).toBe(true)
  group.setBot('administrator', ada)
  expect(reaches('hello all')).toBe(true)
})

test('supergroups count their messages on their own, private chats together', async () => {
  const bob = telegram.person({ id: 8, firstName: 'Bob' })
  const group = telegram.group({ members: [ada] })
  const first = ada.start().messageId
  expect(bob.start().messageId).toBe(first + 1)
  expect(ada.send('/task', { chat: group }).messageId).toBe(1)
})

test('chat actions need a known name and reactions a known emoji', async () => {
  const { messageId } = ada.start()
  expect((await callApi(telegram, 'sendChatAction', { chat_id: 7, action: 'typing' })).result).toBe(true)
  expect(telegram.chatActions()).toMatchObject([{ chatId: 7, action: 'typing' }])
  expect(await refusalOf(telegram, 'sendChatAction', { chat_id: 7, action: 'dance' })).toBe(
    'Bad Request: wrong parameter action in request',
  )
  const react = (emoji: string) =>
    callApi(telegram, 'setMessageReaction', {
      chat_id: 7,
      message_id: messageId,
      reaction: [{ type: 'emoji', emoji }],
    })
  expect((await react('👍')).result).toBe(true)
  expect((await react('x')).description).toBe('Bad Request: REACTION_INVALID')
})
