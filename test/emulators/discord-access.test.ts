import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { GuildHandle } from './discord/drive/guild-handle.ts'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { errorAt, NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'
import { BOT_PERMISSIONS } from './discord/world/permissions.ts'

let discord: DiscordEmulator
let bot: RawClient
let guild: GuildHandle
let now = Date.UTC(2026, 0, 1)
const NOBODY = '123456789012345678'

beforeAll(async () => {
  discord = await startDiscord({ limits: NO_RATE_LIMITS, now: () => now })
  bot = new RawClient(discord)
  guild = discord.guild()
})
afterAll(() => discord.stop())

const send = (channelId: string, message: object = { content: 'x' }) =>
  bot.post(`/channels/${channelId}/messages`, message)

it('refuses every call without the right token with 401', async () => {
  for (const token of [null, 'wrong']) {
    const answer = await new RawClient(discord, token).get('/users/@me')
    expect(answer).toMatchObject({ status: 401, body: { code: 0, message: '401: Unauthorized' } })
  }
})

it('knows only what there is', async () => {
  const channel = guild.channel()
  const codes = {
    [`/channels/${NOBODY}`]: 10003,
    [`/guilds/${NOBODY}`]: 10004,
    [`/guilds/${guild.id}/members/${NOBODY}`]: 10013,
    [`/guilds/${guild.id}/members/${discord.person({ guilds: [] }).id}`]: 10007,
    [`/channels/${channel.id}/messages/${NOBODY}`]: 10008,
    [`/users/${NOBODY}`]: 10013,
    '/nowhere': 0,
  }
  for (const [path, code] of Object.entries(codes))
    expect(await bot.get(path)).toMatchObject({ status: 404, body: { code } })
  expect(
    await bot.call('PUT', `/guilds/${guild.id}/members/${discord.person().id}/roles/${NOBODY}`),
  ).toMatchObject({ body: { code: 10011 } })
})

it('refuses channels the bot cannot see with 50001, and ones it may not write in with 50013', async () => {
  const hidden = guild.channel({ overwrites: [{ id: guild.id, deny: Flag.ViewChannel }] })
  const silent = guild.channel({
    overwrites: [{ id: discord.applicationId, type: 1, deny: Flag.SendMessages }],
  })
  expect(await send(hidden.id)).toMatchObject({ status: 403, body: { code: 50001 } })
  expect(await send(silent.id)).toMatchObject({ status: 403, body: { code: 50013 } })
})

it('refuses files and embeds where they are not permitted, and text in a category', async () => {
  const plain = guild.channel({
    overwrites: [{ id: discord.applicationId, type: 1, deny: Flag.EmbedLinks }],
  })
  expect((await send(plain.id, { embeds: [{ title: 'x' }] })).body.code).toBe(50013)
  expect((await send(guild.channel({ type: ChannelType.GuildCategory }).id)).body.code).toBe(50008)
})

it('lets the bot edit only its own messages', async () => {
  const channel = guild.channel()
  const { id } = discord.person().say(channel, 'mine')
  const path = `/channels/${channel.id}/messages/${id}`
  expect((await bot.call('PATCH', path, { content: 'yours' })).body.code).toBe(50005)
  expect((await bot.call('DELETE', path)).status).toBe(204)
})

async function openDm(userId: string): Promise<string> {
  return (await bot.post('/users/@me/channels', { recipient_id: userId })).body.id
}

it('refuses direct messages to people who closed them with 50007', async () => {
  const person = discord.person()
  person.closeDms()
  const dm = await openDm(person.id)
  expect(await send(dm)).toMatchObject({ status: 403, body: { code: 50007 } })
  person.openDms()
  expect((await send(dm)).status).toBe(200)
  expect(person.dms()).toMatchObject([{ content: 'x' }])
})

it('refuses direct messages without a common guild, to bots and to nobody', async () => {
  expect((await send(await openDm(discord.person({ guilds: [] }).id))).body.code).toBe(50278)
  for (const id of [discord.person({ bot: true }).id, discord.applicationId, NOBODY])
    expect((await bot.post('/users/@me/channels', { recipient_id: id })).body.code).toBe(50033)
})

it('assigns roles below its own only', async () => {
  const person = discord.person()
  const low = guild.role({ name: 'annotator' })
  const high = guild.role({ name: 'admin', aboveBot: true })
  const path = `/guilds/${guild.id}/members/${person.id}`
  expect((await bot.call('PUT', `${path}/roles/${low.id}`)).status).toBe(204)
  expect((await bot.get(path)).body.roles).toEqual([low.id])
  expect((await bot.call('PUT', `${path}/roles/${high.id}`)).body.code).toBe(50013)
  expect((await bot.call('PATCH', path, { roles: [low.id, high.id] })).body.code).toBe(50013)
  expect((await bot.call('DELETE', `${path}/roles/${low.id}`)).status).toBe(204)
})

it('creates, changes and deletes roles, but grants nothing it does not have', async () => {
  const path = `/guilds/${guild.id}/roles`
  const grant = { name: 'x', permissions: String(Flag.ManageGuild) }
  expect((await bot.post(path, grant)).body.code).toBe(50013)
  const { body } = await bot.post(path, { name: 'validator', permissions: '0', color: 5 })
  expect(body).toMatchObject({ name: 'validator', position: 1 })
  expect((await bot.call('PATCH', `${path}/${body.id}`, { name: 'expert' })).body.name).toBe('expert')
  expect((await bot.call('DELETE', `${path}/${body.id}`)).status).toBe(204)
})

it('silences people for at most 28 days; they cannot use commands meanwhile', async () => {
  const person = discord.person()
  const channel = guild.channel()
  await bot.register([{ name: 'task', description: 'x' }])
  const path = `/guilds/${guild.id}/members/${person.id}`
  const days = (count: number) => ({
    communication_disabled_until: new Date(now + count * 86_400_000).toISOString(),
  })
  expect(errorAt(await bot.call('PATCH', path, days(29)), 'communication_disabled_until')).toBeDefined()
  expect((await bot.call('PATCH', path, days(1))).status).toBe(200)
  expect(() => person.slash(channel, 'task')).toThrow('may not use application commands')
  now += 86_400_000
  expect(person.slash(channel, 'task').status()).toBe('waiting')
  const owner = (await bot.get(`/guilds/${guild.id}`)).body.owner_id
  const other = discord.person({ permissions: Flag.Administrator })
  for (const id of [owner, other.id])
    expect((await bot.call('PATCH', `/guilds/${guild.id}/members/${id}`, days(1))).body.code).toBe(50013)
})

it('needs each permission it uses', async () => {
  const person = discord.person()
  const without = (bit: bigint) => guild.setBotPermissions(BOT_PERMISSIONS & ~bit)
  const member = `/guilds/${guild.id}/members/${person.id}`
  const channel = guild.channel()
  const message = person.say(channel, 'x')
  const refused: [bigint, string, string, unknown?][] = [
    [Flag.ManageRoles, 'POST', `/guilds/${guild.id}/roles`, {}],
    [Flag.ManageChannels, 'POST', `/guilds/${guild.id}/channels`, { name: 'x' }],
    [Flag.ManageChannels, 'PATCH', `/channels/${channel.id}`, { name: 'x' }],
    [Flag.ManageRoles, 'PUT', `/channels/${channel.id}/permissions/${person.id}`, { type: 1, allow: '0' }],
    [Flag.ModerateMembers, 'PATCH', member, { communication_disabled_until: null }],
    [Flag.KickMembers, 'DELETE', member],
    [Flag.BanMembers, 'PUT', `/guilds/${guild.id}/bans/${person.id}`, {}],
    [Flag.ManageMessages, 'DELETE', `/channels/${channel.id}/messages/${message.id}`],
    [Flag.PinMessages, 'PUT', `/channels/${channel.id}/messages/pins/${message.id}`],
  ]
  for (const [bit, method, path, body] of refused) {
    without(bit)
    expect(await bot.call(method, path, body), `${method} ${path}`).toMatchObject({
      status: 403,
      body: { code: 50013 },
    })
  }
  guild.setBotPermissions(BOT_PERMISSIONS)
})

it('lists members only when the members intent was granted', async () => {
  expect((await bot.get(`/guilds/${guild.id}/members?limit=10`)).body.code).toBe(50001)
  discord.person({ username: 'zoe' })
  const found = await bot.get(`/guilds/${guild.id}/members/search?query=zo`)
  expect(found.body).toMatchObject([{ user: { username: 'zoe' } }])
})

it('refuses a guild it was removed from with 50001', async () => {
  const other = discord.guild()
  other.removeBot()
  expect(await bot.get(`/guilds/${other.id}`)).toMatchObject({ status: 403, body: { code: 50001 } })
})
