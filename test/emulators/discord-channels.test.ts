import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { GuildHandle } from './discord/drive/guild-handle.ts'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { errorAt, NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let guild: GuildHandle
let now = Date.UTC(2026, 0, 1)

beforeAll(async () => {
  discord = await startDiscord({ limits: NO_RATE_LIMITS, now: () => now })
  bot = new RawClient(discord)
  guild = discord.guild()
})
afterAll(() => discord.stop())

const send = async (channelId: string) =>
  (await bot.post(`/channels/${channelId}/messages`, { content: 'x' })).body

it('creates, changes and deletes channels', async () => {
  const category = (await bot.post(`/guilds/${guild.id}/channels`, { name: 'Work', type: 4 })).body
  const form = { name: 'My Tasks', parent_id: category.id, topic: 'T' }
  const { status, body } = await bot.post(`/guilds/${guild.id}/channels`, form)
  expect(status).toBe(201)
  expect(body).toMatchObject({ name: 'my-tasks', type: 0, parent_id: category.id, topic: 'T' })
  expect((await bot.call('PATCH', `/channels/${body.id}`, { topic: 'U' })).body.topic).toBe('U')
  expect((await bot.call('DELETE', `/channels/${body.id}`)).body.id).toBe(body.id)
  expect((await bot.get(`/channels/${body.id}`)).body.code).toBe(10003)
})

it.each([
  ['a name over 100', { name: 'x'.repeat(101) }, 'name'],
  ['no name', {}, 'name'],
  ['an unknown type', { name: 'x', type: 99 }, 'type'],
  ['a topic over 1024', { name: 'x', topic: 'x'.repeat(1025) }, 'topic'],
  ['a parent that is no category', { name: 'x', parent_id: '123456789012345678' }, 'parent_id'],
])('refuses a channel with %s', async (_what, form, where) => {
  expect(errorAt(await bot.post(`/guilds/${guild.id}/channels`, form), where)).toBeDefined()
})

it('sets permissions per channel, but hands out none it does not have', async () => {
  const person = discord.person()
  const { id } = guild.channel()
  const path = `/channels/${id}/permissions/${person.id}`
  const deny = { type: 1, deny: String(Flag.ViewChannel) }
  expect((await bot.call('PUT', path, deny)).status).toBe(204)
  expect(() => person.visibleMessages({ id })).toThrow('does not see')
  expect((await bot.call('DELETE', path)).status).toBe(204)
  expect((await bot.call('DELETE', path)).body.code).toBe(10009)
  expect((await bot.call('PUT', path, { type: 1, allow: String(Flag.ManageGuild) })).body.code).toBe(50013)
})

it('shows a private thread only to those who were added', async () => {
  const [ada, bob] = [discord.person(), discord.person()]
  const { id: parent } = guild.channel()
  const { body: thread } = await bot.post(`/channels/${parent}/threads`, { name: 'Dispute' })
  expect(thread).toMatchObject({
    type: ChannelType.PrivateThread,
    parent_id: parent,
    thread_metadata: { archived: false },
  })
  expect((await bot.call('PUT', `/channels/${thread.id}/thread-members/${ada.id}`)).status).toBe(204)
  await send(thread.id)
  expect(ada.visibleMessages(thread)).toHaveLength(1)
  expect(() => bob.visibleMessages(thread)).toThrow('does not see')
  const members = await bot.get(`/channels/${thread.id}/thread-members`)
  expect(members.body).toHaveLength(2)
})

it('starts one thread per message, with the id of the message', async () => {
  const { id: channel } = guild.channel()
  const message = await send(channel)
  const path = `/channels/${channel}/messages/${message.id}/threads`
  expect((await bot.post(path, { name: 'Talk' })).body).toMatchObject({ id: message.id, type: 11 })
  expect((await bot.post(path, { name: 'Talk' })).body.code).toBe(160004)
})

it('wakes archived threads by writing, and edits nothing in them', async () => {
  const { id: parent } = guild.channel()
  const { body: thread } = await bot.post(`/channels/${parent}/threads`, { name: 'T', type: 11 })
  const message = await send(thread.id)
  await bot.call('PATCH', `/channels/${thread.id}`, { archived: true })
  const edit = await bot.call('PATCH', `/channels/${thread.id}/messages/${message.id}`, { content: 'y' })
  expect(edit.body.code).toBe(50083)
  await send(thread.id)
  expect((await bot.get(`/channels/${thread.id}`)).body.thread_metadata.archived).toBe(false)
})

it('lets whoever may write in a thread wake it, unless it is locked', async () => {
  const own = discord.guild({ botPermissions: Flag.ViewChannel | Flag.SendMessagesInThreads })
  const thread = own.thread(own.channel(), discord.person({ guilds: [own] }))
  const wake = () => bot.call('PATCH', `/channels/${thread.id}`, { archived: false })
  own.archive(thread)
  expect((await bot.call('PATCH', `/channels/${thread.id}`, { name: 'Other' })).body.code).toBe(50013)
  expect((await wake()).body.thread_metadata.archived).toBe(false)
  own.archive(thread, { locked: true })
  expect((await wake()).body.code).toBe(50013)
})

it('refuses threads in conversations, in threads and without a name', async () => {
  const dm = (await bot.post('/users/@me/channels', { recipient_id: discord.person().id })).body
  expect((await bot.post(`/channels/${dm.id}/threads`, { name: 'x' })).body.code).toBe(50003)
  const { id: parent } = guild.channel()
  const { body: thread } = await bot.post(`/channels/${parent}/threads`, { name: 'x' })
  expect((await bot.post(`/channels/${thread.id}/threads`, { name: 'x' })).body.code).toBe(50024)
  expect(errorAt(await bot.post(`/channels/${parent}/threads`, {}), 'name')).toBe('BASE_TYPE_REQUIRED')
})

it('posts into a forum with a first message', async () => {
  const forum = guild.channel({ type: ChannelType.GuildForum })
  const post = await bot.post(`/channels/${forum.id}/threads`, { name: 'Help', message: { content: 'How?' } })
  expect(post.body).toMatchObject({ name: 'Help', message: { content: 'How?' } })
  const empty = await bot.post(`/channels/${forum.id}/threads`, { name: 'Help', message: {} })
  expect(empty.body.code).toBe(50006)
})

it('reacts with unicode emoji once', async () => {
  const { id: channel } = guild.channel()
  const message = await send(channel)
  const path = (emoji: string) =>
    `/channels/${channel}/messages/${message.id}/reactions/${encodeURIComponent(emoji)}/@me`
  expect((await bot.call('PUT', path('✅'))).status).toBe(204)
  expect((await bot.call('PUT', path('✅'))).status).toBe(204)
  expect((await bot.call('PUT', path('ok'))).body.code).toBe(10014)
  const { body } = await bot.get(`/channels/${channel}/messages/${message.id}`)
  expect(body.reactions).toMatchObject([{ emoji: { name: '✅' }, count: 1, me: true }])
  await bot.call('DELETE', path('✅'))
  expect(discord.messages({ id: channel })[0]?.reactions).toEqual([])
})

it('pins at most 250 messages', async () => {
  const { id: channel } = guild.channel()
  const pin = async () => bot.call('PUT', `/channels/${channel}/messages/pins/${(await send(channel)).id}`)
  for (let count = 0; count < 250; count += 1) expect((await pin()).status).toBe(204)
  expect((await pin()).body.code).toBe(30003)
  expect((await bot.get(`/channels/${channel}/messages/pins`)).body.items).toHaveLength(250)
})

it('deletes 2 to 100 messages at once, none older than two weeks', async () => {
  const { id: channel } = guild.channel()
  const path = `/channels/${channel}/messages/bulk-delete`
  const ids = [(await send(channel)).id, (await send(channel)).id]
  expect((await bot.post(path, { messages: ids.slice(1) })).body.code).toBe(50016)
  expect((await bot.post(path, { messages: ids })).status).toBe(204)
  const old = [(await send(channel)).id, (await send(channel)).id]
  now += 15 * 86_400_000
  expect((await bot.post(path, { messages: old })).body.code).toBe(50034)
})

it('pages through history, newest first', async () => {
  const { id: channel } = guild.channel()
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) ids.push((await send(channel)).id)
  const page = async (query: string) =>
    (await bot.get(`/channels/${channel}/messages?${query}`)).body.map(({ id }: { id: string }) => id)
  expect(await page('limit=2')).toEqual([ids[4], ids[3]])
  expect(await page(`limit=2&before=${ids[3]}`)).toEqual([ids[2], ids[1]])
  expect(await page(`limit=2&after=${ids[1]}`)).toEqual([ids[3], ids[2]])
  const tooMany = await bot.get(`/channels/${channel}/messages?limit=101`)
  expect(errorAt(tooMany, 'limit')).toBe('NUMBER_TYPE_MAX')
})
