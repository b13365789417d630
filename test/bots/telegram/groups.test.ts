import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi } from '../../emulators/telegram/call-api.ts'
import type { Group } from '../../emulators/telegram/group.ts'
import type { Person } from '../../emulators/telegram/person.ts'
import { firstItem, labels, shown, startWorld, type TelegramWorld } from './world.ts'

let world: TelegramWorld
let ada: Person
let bob: Person
let group: Group

beforeEach(async () => {
  world = await startWorld()
  ada = world.telegram.person({ id: 7, firstName: 'Ada', languageCode: 'en' })
  bob = world.telegram.person({ id: 8, firstName: 'Bob', languageCode: 'es' })
  group = world.telegram.group({ members: [ada, bob] })
})
afterEach(() => world.stop())

const settled = () => world.telegram.until(() => world.telegram.pendingUpdates().length === 0)

test('a command in a group is answered with the way to the private chat, in the language of the person', async () => {
  const asked = ada.send('/task@tagora_bot please', { chat: group })
  await world.telegram.until(() => group.messages().length === 1)
  expect(group.messages()[0]).toMatchObject({
    replyToMessageId: asked.messageId,
    buttons: [['Open the private chat']],
  })
  expect(ada.linkOf(0, group.messages()[0])).toBe('https://t.me/tagora_bot?start=task')
  bob.send('/project create', { chat: group })
  await world.telegram.until(() => group.messages().length === 2)
  expect(group.messages()[1]?.text).toContain('en privado')
  expect(ada.messages()).toEqual([])
})

test('commands of other bots and talk in a group are left alone', async () => {
  ada.send('/task@other_bot', { chat: group })
  ada.send('/weather', { chat: group })
  group.setBot('administrator', ada)
  ada.send('spam', { chat: group })
  await settled()
  expect(group.messages()).toEqual([])
  ada.send('/weather@tagora_bot', { chat: group })
  await world.telegram.until(() => group.messages().length === 1)
})

test('a group that floods the bot is left alone for a while', async () => {
  for (let count = 0; count < 20; count++) ada.send('/task', { chat: group })
  await settled()
  expect(group.messages()).toHaveLength(8)
})

test('a button of somebody else, carried into a group, is refused in a window and changes nothing', async () => {
  const item = await firstItem(ada)
  const { result } = await callApi(world.telegram, 'sendMessage', {
    chat_id: group.id,
    text: item.text,
    reply_markup: { inline_keyboard: item.keyboard },
  })
  const carried = { messageId: result.message_id as number, chatId: group.id }
  const edits = world.telegram.calls('editMessageText').length
  expect(await bob.tap('Spam', carried).answer()).toMatchObject({
    showAlert: true,
    text: expect.stringContaining('otra persona'),
  })
  await settled()
  expect(world.telegram.calls('editMessageText')).toHaveLength(edits)
  expect(await labels(world.store)).toEqual([])
  expect(group.messages()).toHaveLength(1)
  ada.tap('Spam', carried)
  await shown(ada, 'second message')
  expect(group.messages()[0]?.text).toBe(item.text)
})

test('who adds others to a group is noted; who comes by themselves, and bots, are nobody\u2019s guests', async () => {
  const [cid, dan] = [
    world.telegram.person({ id: 9, firstName: 'Cid', languageCode: 'en' }),
    world.telegram.person({ id: 10, firstName: 'Dan', languageCode: 'en' }),
  ]
  group.bring(ada, cid)
  group.bring(bob, cid)
  group.add(dan)
  group.setBot('administrator', bob)
  await settled()
  const invites = () => world.store.transaction((trx) => trx.selectFrom('invites').selectAll().execute())
  await expect
    .poll(invites)
    .toMatchObject([{ platform: 'telegram', inviter_id: '7', invited_id: '9', tied: 0 }])
  expect(group.messages()).toEqual([])
})
