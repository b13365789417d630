import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ClientRefusal } from './discord/drive/client-refusal.ts'
import type { GuildHandle } from './discord/drive/guild-handle.ts'
import type { Person } from './discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let guild: GuildHandle
let channel: { id: string }
let person: Person

const option = (type: number, name: string, more: object = {}) => ({ type, name, description: 'x', ...more })

beforeAll(async () => {
  discord = await startDiscord({ limits: { ...NO_RATE_LIMITS, attachmentBytes: 100 } })
  bot = new RawClient(discord)
  guild = discord.guild()
  channel = guild.channel()
  person = discord.person({ username: 'ada', locale: 'de' })
  const all = [
    option(3, 'text', { required: true, min_length: 2, max_length: 5 }),
    option(4, 'count', { min_value: 1, max_value: 9 }),
    option(5, 'sure'),
    option(6, 'who'),
    option(7, 'where', { channel_types: [ChannelType.GuildText] }),
    option(8, 'role'),
    option(10, 'share'),
    option(11, 'file'),
    option(3, 'pick', { choices: [{ name: 'One', value: '1' }] }),
  ]
  await bot.register([
    { name: 'all', description: 'x', options: all },
    { name: 'wallet', description: 'x', options: [option(1, 'link', { options: [option(3, 'address')] })] },
    { name: 'admin', description: 'x', default_member_permissions: String(Flag.ManageGuild) },
    { name: 'here', description: 'x', contexts: [0] },
    { type: 2, name: 'Report person' },
    { type: 3, name: 'Report message' },
  ])
})
afterAll(() => discord.stop())

describe('a person using commands', () => {
  it.each([
    ['is not registered', 'nothing', {}],
    ['needs a subcommand', 'wallet', {}],
    ['has no such subcommand', 'wallet steal', {}],
    ['has a required option left out', 'all', {}],
    ['has no such option', 'all', { text: 'abc', other: 1 }],
    ['takes text', 'all', { text: 1 }],
    ['takes longer text', 'all', { text: 'a' }],
    ['takes shorter text', 'all', { text: 'abcdef' }],
    ['takes whole numbers', 'all', { text: 'abc', count: 1.5 }],
    ['takes numbers', 'all', { text: 'abc', count: 'two' }],
    ['takes numbers in a range', 'all', { text: 'abc', count: 10 }],
    ['takes yes or no', 'all', { text: 'abc', sure: 'yes' }],
    ['takes people', 'all', { text: 'abc', who: { id: '1' } }],
    ['takes roles', 'all', { text: 'abc', role: { id: '1' } }],
    ['takes files', 'all', { text: 'abc', file: 'a' }],
    ['takes small files', 'all', { text: 'abc', file: { filename: 'a', content: 'x'.repeat(101) } }],
    ['takes one of its choices', 'all', { text: 'abc', pick: 'Two' }],
    ['is not for them', 'admin', {}],
  ])('is refused when the command %s', (_what, name, options) => {
    expect(() => person.slash(channel, name, options)).toThrow(ClientRefusal)
  })

  it('is refused a channel of another type or one they do not see', () => {
    const voice = guild.channel({ type: ChannelType.GuildVoice })
    const hidden = guild.channel({ overwrites: [{ id: guild.id, deny: Flag.ViewChannel }] })
    for (const where of [voice, hidden])
      expect(() => person.slash(channel, 'all', { text: 'abc', where })).toThrow(ClientRefusal)
    expect(() => person.slash(hidden, 'all', { text: 'abc' })).toThrow(ClientRefusal)
  })

  it('is offered guild commands in guilds only', () => {
    expect(person.slash(guild, 'here').status()).toBe('waiting')
    expect(() => person.slash('dm', 'here')).toThrow('not offered here')
    expect(person.slash('dm', 'wallet link').status()).toBe('waiting')
  })

  it('is offered what their permissions allow', () => {
    const boss = discord.person({ permissions: Flag.ManageGuild })
    expect(boss.slash(channel, 'admin').status()).toBe('waiting')
  })

  it('uses context menus of people and messages', () => {
    const other = discord.person()
    const message = other.say(channel, 'rude')
    expect(person.contextMenu(channel, 'Report person', other).status()).toBe('waiting')
    expect(person.contextMenu(channel, 'Report message', message).status()).toBe('waiting')
    expect(() => person.contextMenu(channel, 'Report person', message)).toThrow(ClientRefusal)
  })

  it('gets suggestions only where there are any', () => {
    expect(() => person.autocomplete(channel, 'all', 'text', 'a')).toThrow('no suggestions')
  })
})

describe('a person looking at messages', () => {
  const row = (...components: unknown[]) => ({ type: 1, components })
  const button = (label: string, more: object = {}) => ({
    type: 2,
    style: 1,
    label,
    custom_id: label,
    ...more,
  })
  const menu = {
    type: 3,
    custom_id: 'menu',
    max_values: 2,
    options: ['a', 'b', 'c'].map((value) => ({ label: value.toUpperCase(), value })),
  }
  const send = async (...components: unknown[]) =>
    (await bot.post(`/channels/${channel.id}/messages`, { content: 'x', components })).body

  it('presses only buttons that are there and enabled', async () => {
    const link = { type: 2, style: 5, label: 'Docs', url: 'https://example.org' }
    const message = await send(row(button('Yes'), button('No', { disabled: true }), link))
    expect(person.click(message, 'Yes').status()).toBe('waiting')
    for (const label of ['No', 'Docs', 'Maybe'])
      expect(() => person.click(message, label)).toThrow(ClientRefusal)
  })

  it('chooses only what the menu offers, as often as it allows', async () => {
    const message = await send(row(menu))
    expect(person.select(message, ['A', 'b']).status()).toBe('waiting')
    for (const values of [['x'], [], ['a', 'b', 'c']])
      expect(() => person.select(message, values)).toThrow(ClientRefusal)
    expect(() => person.select(message, ['a'], 'other')).toThrow(ClientRefusal)
  })

  it('cannot press what is gone or for somebody else', async () => {
    const message = await send(row(button('Yes')))
    await bot.call('DELETE', `/channels/${channel.id}/messages/${message.id}`)
    expect(() => person.click(message, 'Yes')).toThrow('gone')
    const command = person.slash(channel, 'here')
    await bot.respond(command, 4, { content: 'x', flags: 64, components: [row(button('Yes'))] })
    const secret = await command.message()
    expect(() => discord.person().click(secret, 'Yes')).toThrow('does not see')
    expect(person.click(secret, 'Yes').status()).toBe('waiting')
  })

  it('is awaited by tests', async () => {
    const next = discord.nextMessage(({ content }) => content === 'soon')
    const call = discord.nextCall(({ status }) => status === 200)
    await bot.post(`/channels/${channel.id}/messages`, { content: 'soon' })
    expect((await next).content).toBe('soon')
    expect((await call).route).toBe('/channels/:channel/messages')
    await expect(discord.nextMessage(() => false, 10)).rejects.toThrow('in vain')
  })
})
