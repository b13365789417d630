import { GatewayIntentBits as Intent } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Limits } from './discord/core.ts'
import type { GuildHandle } from './discord/drive/guild-handle.ts'
import { type DiscordEmulator, type DiscordOptions, startDiscord } from './discord/emulator.ts'
import { NO_RATE_LIMITS, RawClient, RawGateway } from './discord/raw-client.ts'

let discord: DiscordEmulator
let running: DiscordEmulator | undefined
let guild: GuildHandle
let opened: RawGateway[]
let traffic: number

async function restart(limits: Partial<Limits> = {}, options: DiscordOptions = {}): Promise<void> {
  await running?.stop()
  traffic = 1_000_000
  discord = await startDiscord({ limits: { ...NO_RATE_LIMITS, now: () => traffic, ...limits }, ...options })
  running = discord
  guild = discord.guild({ name: 'Labelers' })
}

beforeEach(async () => {
  opened = []
  await restart()
})
afterEach(async () => {
  for (const gateway of opened) gateway.close()
  await running?.stop()
  running = undefined
})

function connect(query?: string): RawGateway {
  const gateway = new RawGateway(discord, query)
  opened.push(gateway)
  return gateway
}

const GUILDS = Intent.Guilds | Intent.GuildMessages | Intent.DirectMessages

async function ready(intents: number = GUILDS): Promise<{ gateway: RawGateway; sessionId: string }> {
  const gateway = connect()
  await gateway.identify(discord.token, intents)
  const { d } = await gateway.event('READY')
  return { gateway, sessionId: d.session_id }
}

it('tells where the gateway is', async () => {
  const { body } = await new RawClient(discord).get('/gateway/bot')
  expect(body).toMatchObject({
    shards: 1,
    session_start_limit: { total: 1000, remaining: 1000, max_concurrency: 1 },
  })
  expect(body.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/)
})

it('greets, acknowledges heartbeats and sends READY and one GUILD_CREATE per guild', async () => {
  const channel = guild.channel({ name: 'tasks' })
  const gateway = connect()
  const hello = await gateway.frame(({ op }) => op === 10)
  expect(hello.d.heartbeat_interval).toBe(41_250)
  gateway.send({ op: 1, d: null })
  await gateway.frame(({ op }) => op === 11)
  await gateway.identify(discord.token, GUILDS)
  const { d, s } = await gateway.event('READY')
  expect(s).toBe(1)
  expect(d).toMatchObject({
    v: 10,
    guilds: [{ id: guild.id, unavailable: true }],
    application: { id: discord.applicationId },
  })
  const created = await gateway.event('GUILD_CREATE')
  expect(created.d).toMatchObject({ id: guild.id, unavailable: false, channels: [{ id: channel.id }] })
  expect(created.d.roles.map(({ id }: { id: string }) => id)).toContain(guild.id)
  expect(created.d.members).toMatchObject([{ user: { id: discord.applicationId } }])
})

it.each([
  ['a wrong token', 'wrong', GUILDS, 4004],
  ['unknown intents', undefined, 1 << 30, 4013],
  ['intents that are no number', undefined, 'all', 4013],
  ['the members intent without a grant', undefined, Intent.GuildMembers, 4014],
  ['the presence intent without a grant', undefined, Intent.GuildPresences, 4014],
  ['the message content intent without a grant', undefined, Intent.MessageContent, 4014],
])('closes on %s', async (_what, token, intents, code) => {
  const gateway = connect()
  await gateway.identify(token ?? discord.token, intents)
  expect(await gateway.closed()).toBe(code)
})

it('gives privileged intents to applications they were granted to', async () => {
  await restart({}, { privilegedIntents: { members: true } })
  const { gateway } = await ready(GUILDS | Intent.GuildMembers)
  const person = discord.person({ username: 'ada' })
  expect((await gateway.event('GUILD_MEMBER_ADD')).d).toMatchObject({
    guild_id: guild.id,
    user: { id: person.id },
  })
})

it.each([
  ['text that is no JSON', 'nonsense', 4002],
  ['a payload without operation', { d: 1 }, 4002],
  ['an unknown operation', { op: 99 }, 4001],
  ['an operation only the server sends', { op: 0, d: {} }, 4001],
  ['a request before identifying', { op: 8, d: { guild_id: '1' } }, 4003],
  ['more than 4096 bytes', { op: 1, d: 'x'.repeat(4096) }, 4002],
])('closes on %s', async (_what, frame, code) => {
  const gateway = connect()
  await gateway.frame(({ op }) => op === 10)
  gateway.send(frame)
  expect(await gateway.closed()).toBe(code)
})

it('closes when a client identifies twice', async () => {
  const { gateway } = await ready()
  await gateway.identify(discord.token, GUILDS)
  expect(await gateway.closed()).toBe(4005)
})

it('speaks version 10 and plain JSON only', async () => {
  expect(await connect('?v=9&encoding=json').closed()).toBe(4012)
  expect(await connect('?v=10&encoding=etf').closed()).toBe(4002)
})

it('closes after more than 120 payloads in a minute', async () => {
  const gateway = connect()
  await gateway.frame(({ op }) => op === 10)
  for (let sent = 0; sent < 120; sent += 1) gateway.send({ op: 1, d: null })
  await gateway.frame(({ op }) => op === 11)
  traffic += 60_000
  for (let sent = 0; sent < 121; sent += 1) gateway.send({ op: 1, d: null })
  expect(await gateway.closed()).toBe(4008)
  expect(gateway.frames.filter(({ op }) => op === 11)).toHaveLength(240)
})

it('takes one identify per five seconds', async () => {
  await restart({ identify: { maxConcurrency: 1, perMs: 5000 } })
  await ready()
  const second = connect()
  await second.identify(discord.token, GUILDS)
  expect(await second.frame(({ op }) => op === 9)).toMatchObject({ d: false })
  traffic += 5000
  await ready()
  const { body } = await new RawClient(discord).get('/gateway/bot')
  expect(body.session_start_limit.remaining).toBe(998)
})

it('closes a connection without heartbeats', async () => {
  await restart({ heartbeatIntervalMs: 20 })
  const { gateway } = await ready()
  expect(await gateway.closed()).toBe(4009)
})

async function resume(sessionId: string, seq: number, token = discord.token): Promise<RawGateway> {
  const gateway = connect()
  await gateway.frame(({ op }) => op === 10)
  gateway.send({ op: 6, d: { token, session_id: sessionId, seq } })
  return gateway
}

it('replays what a resumed session missed, and nothing else', async () => {
  const { gateway, sessionId } = await ready()
  await gateway.event('GUILD_CREATE')
  discord.dropGateway({ resumable: true })
  expect(await gateway.closed()).toBe(4000)
  guild.channel({ name: 'missed' })
  const resumed = await resume(sessionId, 2)
  await resumed.event('RESUMED')
  expect(resumed.frames.filter(({ op }) => op === 0).map(({ s, t }) => [s, t])).toEqual([
    [3, 'CHANNEL_CREATE'],
    [4, 'RESUMED'],
  ])
})

it('refuses to resume what it does not know', async () => {
  const { sessionId } = await ready()
  expect(await (await resume('unknown', 1)).frame(({ op }) => op === 9)).toMatchObject({ d: false })
  expect(await (await resume(sessionId, 99)).closed()).toBe(4007)
  expect(await (await resume(sessionId, 1, 'wrong')).closed()).toBe(4004)
  discord.dropGateway({ resumable: false })
  expect(await (await resume(sessionId, 1)).frame(({ op }) => op === 9)).toMatchObject({ d: false })
})

it('hides the content of messages that do not concern the bot', async () => {
  const channel = guild.channel()
  const person = discord.person()
  const { gateway } = await ready()
  const file = { filename: 'a.txt', content: 'abc' }
  const hidden = person.say(channel, 'between us', { files: [file] })
  const mention = person.say(channel, `hey <@${discord.applicationId}>`)
  const direct = person.say('dm', 'just you')
  await new RawClient(discord).post(`/channels/${channel.id}/messages`, { content: 'my own' })
  const heard = async (id: string) =>
    (await gateway.frame(({ t, d }) => t === 'MESSAGE_CREATE' && d.id === id)).d
  expect(await heard(hidden.id)).toMatchObject({ content: '', attachments: [], guild_id: guild.id })
  expect((await heard(mention.id)).content).toContain('hey')
  expect((await heard(direct.id)).content).toBe('just you')
  await gateway.frame(({ d }) => d?.content === 'my own')
  const { body } = await new RawClient(discord).get(`/channels/${channel.id}/messages/${hidden.id}`)
  expect(body.content).toBe('')
})

it('shows message content to applications it was granted to', async () => {
  await restart({}, { privilegedIntents: { messageContent: true } })
  const channel = guild.channel()
  const person = discord.person()
  const { gateway } = await ready(GUILDS | Intent.MessageContent)
  person.say(channel, 'between us')
  expect((await gateway.event('MESSAGE_CREATE')).d.content).toBe('between us')
})

it('sends only events that were asked for, but interactions always', async () => {
  const channel = guild.channel()
  const person = discord.person()
  await new RawClient(discord).register([{ name: 'task', description: 'x' }])
  const { gateway } = await ready(Intent.Guilds)
  person.say(channel, 'hello')
  person.slash(channel, 'task')
  await gateway.event('INTERACTION_CREATE')
  expect(gateway.frames.some(({ t }) => t === 'MESSAGE_CREATE')).toBe(false)
})

it('delivers an interaction again on request, unchanged', async () => {
  const channel = guild.channel()
  const person = discord.person()
  await new RawClient(discord).register([{ name: 'task', description: 'x' }])
  const { gateway } = await ready()
  discord.redispatch(person.slash(channel, 'task').id)
  await gateway.frame(({ s }) => s === 4)
  const [first, second] = gateway.frames.filter(({ t }) => t === 'INTERACTION_CREATE')
  expect(second?.d).toEqual(first?.d)
})

it('finds members by name, and lists all only with the members intent', async () => {
  const people = ['ada', 'adam', 'bob'].map((username) => discord.person({ username }))
  const { gateway } = await ready()
  gateway.send({ op: 8, d: { guild_id: guild.id, query: '', limit: 0, nonce: 'all' } })
  gateway.send({ op: 8, d: { guild_id: guild.id, query: 'ada', limit: 10, nonce: 'some' } })
  const chunk = (await gateway.event('GUILD_MEMBERS_CHUNK')).d
  expect(chunk).toMatchObject({ nonce: 'some', chunk_index: 0, chunk_count: 1 })
  expect(chunk.members).toHaveLength(2)
  gateway.send({ op: 8, d: { guild_id: guild.id, user_ids: [people[2]?.id, '1'], nonce: 'ids' } })
  const byId = await gateway.frame(({ d }) => d?.nonce === 'ids')
  expect(byId.d).toMatchObject({ members: [{ user: { username: 'bob' } }], not_found: ['1'] })
})
