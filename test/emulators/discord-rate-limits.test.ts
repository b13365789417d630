import { afterEach, beforeEach, expect, it } from 'vitest'
import { DISCORD_LIMITS, type Limits } from './discord/core.ts'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let now: number
let channel: { id: string }
let path: string

async function start(limits: Partial<Limits> = {}): Promise<void> {
  now = Date.UTC(2026, 0, 1)
  discord = await startDiscord({ limits: { now: () => now, ...limits }, now: () => now })
  bot = new RawClient(discord)
  channel = discord.guild().channel()
  path = `/channels/${channel.id}/messages`
}

beforeEach(() => start())
afterEach(() => discord.stop())

const send = (to = path) => bot.post(to, { content: 'x' })

it('tells the state of the bucket with every answer', async () => {
  const { headers } = await send()
  expect(headers.get('x-ratelimit-limit')).toBe('5')
  expect(headers.get('x-ratelimit-remaining')).toBe('4')
  expect(headers.get('x-ratelimit-reset-after')).toBe('5.000')
  expect(headers.get('x-ratelimit-reset')).toBe(((now + 5000) / 1000).toFixed(3))
  expect(headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/)
  const refused = await bot.post(path, {})
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('3')
})

it('answers the sixth message in five seconds with 429, and takes it afterwards', async () => {
  for (let sent = 0; sent < 5; sent += 1) expect((await send()).status).toBe(200)
  now += 1500
  const { status, headers, body } = await send()
  expect(status).toBe(429)
  expect(body).toEqual({ message: 'You are being rate limited.', retry_after: 3.5, global: false })
  expect(headers.get('retry-after')).toBe('4')
  expect(headers.get('x-ratelimit-scope')).toBe('user')
  expect(discord.messages(channel)).toHaveLength(5)
  now += 3500
  expect((await send()).status).toBe(200)
})

it('keeps a bucket per channel', async () => {
  for (let sent = 0; sent < 6; sent += 1) await send()
  const other = discord.channel(discord.guild())
  expect((await send(`/channels/${other.id}/messages`)).status).toBe(200)
})

it('limits all routes together to fifty requests a second, but not interaction tokens', async () => {
  await discord.stop()
  await start({ buckets: { '*': { limit: 1000, perMs: 1000 } } })
  const person = discord.person()
  await bot.register([{ name: 'task', description: 'x' }])
  for (let sent = 1; sent < 50; sent += 1) expect((await bot.get('/users/@me')).status).toBe(200)
  const { status, headers, body } = await bot.get('/users/@me')
  expect(status).toBe(429)
  expect(body).toMatchObject({ global: true })
  expect(headers.get('x-ratelimit-global')).toBe('true')
  expect(headers.get('x-ratelimit-scope')).toBe('global')
  const interaction = person.slash(channel, 'task')
  expect((await bot.respond(interaction, 4, { content: 'x' })).status).toBe(200)
  expect((await bot.webhook(interaction, 'POST', '', { content: 'y' })).status).toBe(200)
  now += 1000
  expect((await bot.get('/users/@me')).status).toBe(200)
})

it('limits follow-ups per interaction', async () => {
  const person = discord.person()
  await bot.register([{ name: 'task', description: 'x' }])
  const [one, two] = [person.slash(channel, 'task'), person.slash(channel, 'task')]
  for (const interaction of [one, two]) await bot.respond(interaction, 4, { content: 'x' })
  for (let sent = 0; sent < 5; sent += 1) await bot.webhook(one, 'POST', '', { content: 'y' })
  expect((await bot.webhook(one, 'POST', '', { content: 'y' })).status).toBe(429)
  expect((await bot.webhook(two, 'POST', '', { content: 'y' })).status).toBe(200)
})

it('blocks an address after too many answers of 401, 403 and 429', async () => {
  await discord.stop()
  await start({ invalidRequests: { limit: 3, perMs: 600_000 } })
  const stranger = new RawClient(discord, 'wrong')
  for (let sent = 0; sent < 3; sent += 1) expect((await stranger.get('/users/@me')).status).toBe(401)
  const blocked = await bot.get('/users/@me')
  expect(blocked.status).toBe(429)
  expect(blocked.headers.get('retry-after')).toBe('600')
  now += 600_000
  expect((await bot.get('/users/@me')).status).toBe(200)
})

it('comes with the documented limits', () => {
  expect(DISCORD_LIMITS).toMatchObject({
    global: { limit: 50, perMs: 1000 },
    invalidRequests: { limit: 10_000, perMs: 600_000 },
    gatewaySends: { limit: 120, perMs: 60_000 },
    gatewayPayloadBytes: 4096,
    acknowledgeMs: 3000,
    interactionTokenMs: 900_000,
    attachmentBytes: 10_485_760,
    commandCreatesPerDay: 200,
  })
})

it('fails the next call of a route as told, once', async () => {
  discord.failNext('POST /channels/:id/messages', { status: 403, code: 50007, message: 'Cannot send' })
  discord.failNext('/users/@me', { status: 429, retryAfterSeconds: 2 })
  expect(await send()).toMatchObject({ status: 403, body: { code: 50007, message: 'Cannot send' } })
  expect((await send()).status).toBe(200)
  const limited = await bot.get('/users/@me')
  expect(limited.headers.get('x-ratelimit-scope')).toBe('shared')
  expect(limited.body.retry_after).toBe(2)
})

it('drops the connection before or after doing what was asked', async () => {
  discord.failNext('POST /channels/:channel/messages', 'drop-connection')
  await expect(send()).rejects.toThrow('fetch failed')
  expect(discord.messages(channel)).toHaveLength(0)
  discord.failNext('POST /channels/:channel/messages', 'drop-answer')
  await expect(send()).rejects.toThrow('fetch failed')
  expect(discord.messages(channel)).toHaveLength(1)
})

it('remembers every call with its payload and outcome', async () => {
  await send()
  await bot.post(path, {})
  expect(discord.calls({ method: 'POST' })).toMatchObject([
    {
      route: '/channels/:channel/messages',
      path,
      payload: { content: 'x' },
      status: 200,
      code: null,
      atMs: now,
    },
    { payload: {}, status: 400, code: 50006 },
  ])
  expect(discord.calls({ route: /webhooks/ })).toEqual([])
})

it('lets links to files expire after a day', async () => {
  const person = discord.person()
  const { attachments } = person.say(channel, '', { files: [{ filename: 'a.txt', content: 'abc' }] })
  const url = attachments[0]?.url ?? ''
  expect(await (await fetch(url)).text()).toBe('abc')
  now += 24 * 60 * 60 * 1000
  expect((await fetch(url)).status).toBe(404)
})

it('speaks version 10 of the API only', async () => {
  const response = await fetch(`${discord.restApi}/v8/gateway`)
  expect(await response.json()).toMatchObject({ code: 50041 })
})
