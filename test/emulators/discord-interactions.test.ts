import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Person } from './discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { errorAt, NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let person: Person
let channel: { id: string }
let now: number

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1)
  discord = await startDiscord({ limits: NO_RATE_LIMITS, now: () => now })
  bot = new RawClient(discord)
  channel = discord.guild().channel()
  person = discord.person()
  const suggested = { type: 3, name: 'q', description: 'Query', autocomplete: true }
  await bot.register([
    { name: 'task', description: 'Next task' },
    { name: 'find', description: 'Find', options: [suggested] },
  ])
})
afterEach(() => discord.stop())

const button = [{ type: 1, components: [{ type: 2, style: 1, label: 'Yes', custom_id: 'yes' }] }]
const EPHEMERAL = 64
const LOADING = 128
const history = async () => (await bot.get(`/channels/${channel.id}/messages`)).body

it('accepts a response until three seconds have passed, then knows the interaction no more', async () => {
  const inTime = person.slash(channel, 'task')
  now += 3000
  expect((await bot.respond(inTime, 4, { content: 'x' })).status).toBe(200)
  const late = person.slash(channel, 'task')
  now += 3001
  expect(await bot.respond(late, 4, { content: 'x' })).toMatchObject({ status: 404, body: { code: 10062 } })
  expect(late.status()).toBe('failed')
})

it('knows neither foreign ids nor foreign tokens', async () => {
  const { id, token } = person.slash(channel, 'task')
  expect((await bot.respond({ id: '123456789012345678', token }, 5)).body.code).toBe(10062)
  expect((await bot.respond({ id, token: 'guess' }, 5)).body.code).toBe(10062)
})

it('refuses a second response with 40060', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 4, { content: 'x' })
  expect(await bot.respond(interaction, 4, { content: 'y' })).toMatchObject({
    status: 400,
    body: { code: 40060 },
  })
})

it('lets a refused response be corrected', async () => {
  const interaction = person.slash(channel, 'task')
  expect((await bot.respond(interaction, 4, { content: '' })).body.code).toBe(50006)
  expect(errorAt(await bot.respond(interaction, 4, { content: 'x'.repeat(2001) }), 'data.content')).toBe(
    'BASE_TYPE_MAX_LENGTH',
  )
  expect((await bot.respond(interaction, 4, { content: 'x' })).status).toBe(200)
})

it('answers 204 without content unless asked for the response', async () => {
  const { id, token } = person.slash(channel, 'task')
  const path = `${discord.restApi}/v10/interactions/${id}/${token}/callback`
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(path, { method: 'POST', headers, body: '{"type":4,"data":{"content":"x"}}' })
  expect(response.status).toBe(204)
  expect(response.headers.get('content-type')).toBeNull()
})

it('says what a response made when asked', async () => {
  const { body } = await bot.respond(person.slash(channel, 'task'), 4, { content: 'x', flags: EPHEMERAL })
  expect(body.interaction).toMatchObject({ type: 2, response_message_ephemeral: true })
  expect(body.resource).toMatchObject({ type: 4, message: { content: 'x', flags: EPHEMERAL, type: 20 } })
})

it('refuses webhook calls before the first response with 10015', async () => {
  const interaction = person.slash(channel, 'task')
  const answer = await bot.webhook(interaction, 'POST', '', { content: 'x' })
  expect(answer).toMatchObject({ status: 404, body: { code: 10015 } })
  expect((await bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'x' })).body.code).toBe(
    10015,
  )
})

it('lets a token live fifteen minutes, then refuses it with 50027', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 4, { content: 'x' })
  now += 15 * 60_000
  expect((await bot.webhook(interaction, 'PATCH', '/messages/%40original', { content: 'y' })).status).toBe(
    200,
  )
  now += 1
  const late = await bot.webhook(interaction, 'POST', '', { content: 'z' })
  expect(late).toMatchObject({ status: 401, body: { code: 50027 } })
})

it.each([
  ['a command', 6],
  ['a command', 7],
  ['a command', 8],
  ['a command', 1],
])('refuses in answer to %s type %i', async (_what, type) => {
  const answer = await bot.respond(person.slash(channel, 'task'), type, { content: 'x' })
  expect(errorAt(answer, 'type')).toBe('BASE_TYPE_CHOICES')
})

it('takes suggestions only for autocomplete, and nothing else there', async () => {
  const typing = person.autocomplete(channel, 'find', 'q', 'ab')
  expect(errorAt(await bot.respond(typing, 4, { content: 'x' }), 'type')).toBe('BASE_TYPE_CHOICES')
  const choices = (count: number, name = 'n') => Array(count).fill({ name, value: 'v' })
  expect(errorAt(await bot.respond(typing, 8, { choices: choices(26) }), 'data.choices')).toBe(
    'BASE_TYPE_MAX_LENGTH',
  )
  const long = await bot.respond(typing, 8, { choices: choices(1, 'x'.repeat(101)) })
  expect(errorAt(long, 'data.choices.0.name')).toBe('BASE_TYPE_BAD_LENGTH')
  expect((await bot.respond(typing, 8, { choices: choices(25) })).status).toBe(200)
  expect((await typing.response()).choices).toHaveLength(25)
})

it('shows an ephemeral response to the person alone', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 4, { content: 'secret', flags: EPHEMERAL })
  const { id } = await interaction.message()
  const route = `/channels/${channel.id}/messages/${id}`
  expect(person.visibleMessages(channel).map(({ content }) => content)).toEqual(['secret'])
  expect(discord.person().visibleMessages(channel)).toEqual([])
  expect(await history()).toEqual([])
  expect((await bot.get(route)).body.code).toBe(10008)
  expect((await bot.call('PATCH', route, { content: 'x' })).body.code).toBe(10008)
  expect((await bot.call('DELETE', route)).body.code).toBe(10008)
  expect((await bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'y' })).status).toBe(200)
  expect((await bot.webhook(interaction, 'GET', '/messages/@original')).body.content).toBe('y')
})

it('cannot make a response ephemeral or public afterwards', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 4, { content: 'public' })
  const edited = await bot.webhook(interaction, 'PATCH', '/messages/@original', { flags: EPHEMERAL })
  expect(edited.body.flags & EPHEMERAL).toBe(0)
  expect(discord.person().visibleMessages(channel)).toHaveLength(1)
})

it('thinks until the first edit of a deferred reply, whose visibility stays', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 5, { flags: EPHEMERAL })
  expect((await interaction.response()).message?.flags).toBe(EPHEMERAL | LOADING)
  const edited = await bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'done' })
  expect(edited.body).toMatchObject({ content: 'done', flags: EPHEMERAL })
  expect(discord.person().visibleMessages(channel)).toEqual([])
})

it('puts the first follow-up of a deferred reply into its place', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 5)
  const original = await bot.webhook(interaction, 'GET', '/messages/@original')
  const first = await bot.webhook(interaction, 'POST', '', { content: 'first', flags: EPHEMERAL })
  expect(first.body).toMatchObject({ id: original.body.id, content: 'first' })
  expect(first.body.flags & EPHEMERAL).toBe(0)
  const second = await bot.webhook(interaction, 'POST', '', { content: 'second', flags: EPHEMERAL })
  expect(second.body.id).not.toBe(original.body.id)
  expect((await history()).map((message: { content: string }) => message.content)).toEqual(['first'])
  expect(person.visibleMessages(channel)).toHaveLength(2)
})

it('updates the message a button is on, at once or later', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 4, { content: 'one', components: button })
  const message = await interaction.message()
  await bot.respond(person.click(message, 'Yes'), 7, { content: 'two' })
  expect(person.visibleMessages(channel)).toMatchObject([{ id: message.id, content: 'two' }])
  const later = person.click(message, 'yes')
  await bot.respond(later, 6)
  await bot.webhook(later, 'PATCH', '/messages/@original', { content: 'three', components: [] })
  expect(person.visibleMessages(channel)).toMatchObject([
    { id: message.id, content: 'three', components: [] },
  ])
})

it('deletes the original response through the token', async () => {
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 4, { content: 'x' })
  expect((await bot.webhook(interaction, 'DELETE', '/messages/@original')).status).toBe(204)
  expect((await bot.webhook(interaction, 'GET', '/messages/@original')).body.code).toBe(10008)
})

it('reaches through a token only the messages of that interaction', async () => {
  const other = await bot.post(`/channels/${channel.id}/messages`, { content: 'x' })
  const interaction = person.slash(channel, 'task')
  await bot.respond(interaction, 4, { content: 'y' })
  const answer = await bot.webhook(interaction, 'PATCH', `/messages/${other.body.id}`, { content: 'z' })
  expect(answer.body.code).toBe(10008)
})
