import { REST } from 'discord.js'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDiscordAdapter } from '../../../bots/discord/adapter.ts'
import { createDispatcher } from '../../../bots/discord/dispatcher.ts'
import type { Handle } from '../../../commands/adapter.ts'
import { openWorld, reachFirstItem, tap, type World } from './world.ts'

const silent = pino({ level: 'silent' })
const interaction = {
  id: '123456789012345678',
  application_id: '123456789012345678',
  type: 3,
  token: 'token',
  data: { custom_id: 'x' },
  user: { id: '123456789012345678', username: 'ada' },
}
const nothing: Handle = async () => null

let world: World
let between: () => Promise<void>
const wrap =
  (handle: Handle): Handle =>
  async (event) => {
    await between()
    return await handle(event)
  }

beforeEach(async () => {
  between = async () => {}
  world = await openWorld({ items: ['one', 'two', 'three', 'four'], wrap })
})
afterEach(() => world.close())

describe('a lost connection', () => {
  it('is resumed, and taps made meanwhile are answered', async () => {
    const person = world.discord.person()
    const item = await reachFirstItem(person, world.channel)
    world.discord.dropGateway({ resumable: true })
    const driven = person.click(item, 'Ham')
    expect((await driven.message(20_000)).content).toMatch(/^Saved: Ham\./)
    expect(world.discord.connectedSessions()).toBe(1)
    expect(world.logged.some((line) => line.includes('connection resumed'))).toBe(true)
  })

  it('in the middle of a tap does not lose its answer', async () => {
    const person = world.discord.person()
    const item = await reachFirstItem(person, world.channel)
    const gate = Promise.withResolvers<void>()
    const inside = Promise.withResolvers<void>()
    between = async () => {
      inside.resolve()
      await gate.promise
    }
    const driven = person.click(item, 'Ham')
    await inside.promise
    world.discord.dropGateway({ resumable: true })
    gate.resolve()
    expect((await driven.message()).content).toMatch(/^Saved: Ham\./)
  })

  it('that cannot be resumed is made anew', async () => {
    const person = world.discord.person()
    const item = await reachFirstItem(person, world.channel)
    world.discord.dropGateway({ resumable: false })
    await world.discord.until(
      () => (world.discord.connectedSessions() === 1 ? true : undefined),
      'a session',
      20_000,
    )
    expect((await tap(person, item, 'Spam')).content).toMatch(/^Saved: Spam\./)
  })

  it('is not needed when Discord asks for a new one', async () => {
    const person = world.discord.person()
    const item = await reachFirstItem(person, world.channel)
    world.discord.requestReconnect()
    expect((await person.click(item, 'Ham').message(20_000)).content).toMatch(/^Saved: Ham\./)
  })
})

describe('the start', () => {
  it('fails with a clear reason for a token Discord does not know', async () => {
    const config = { token: 'not.a.token', apiUrl: world.discord.restApi }
    const adapter = createDiscordAdapter({ config, handle: nothing, log: silent })
    await expect(adapter.start()).rejects.toMatchObject({
      code: 'discord.unauthorized',
      cause: expect.any(Error),
    })
    await adapter.stop()
  })

  it('fails with a clear reason when nobody answers', async () => {
    const config = { token: 'some.secret.token', apiUrl: 'http://127.0.0.1:1/api' }
    const adapter = createDiscordAdapter({ config, handle: nothing, log: silent })
    const failure = await adapter.start().catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code: 'discord.unreachable', params: { url: 'http://127.0.0.1:1/api' } })
    expect(JSON.stringify(failure)).not.toContain('secret')
  })
})

describe('stopping', () => {
  it('lets the answer under way arrive, takes no more, and leaves', async () => {
    const person = world.discord.person()
    const item = await reachFirstItem(person, world.channel)
    const gate = Promise.withResolvers<void>()
    const inside = Promise.withResolvers<void>()
    between = async () => {
      inside.resolve()
      await gate.promise
    }
    const driven = person.click(item, 'Ham')
    await inside.promise
    const stopped = world.adapter.stop()
    gate.resolve()
    await stopped
    expect((await driven.message()).content).toMatch(/^Saved: Ham\./)
    await world.discord.until(
      () => (world.discord.connectedSessions() === 0 ? true : undefined),
      'no session',
    )
  })

  it('is harmless before the start', async () => {
    const config = { token: world.discord.token, apiUrl: world.discord.restApi }
    await createDiscordAdapter({ config, handle: nothing, log: silent }).stop()
    expect(world.discord.connectedSessions()).toBe(1)
  })
})

it('never logs the token, those of interactions, or what people wrote', async () => {
  const person = world.discord.person()
  const item = await reachFirstItem(person, world.channel)
  world.discord.failNext('POST /interactions/:interaction/:token/callback', { status: 403, code: 50001 })
  const failed = world.discord.nextCall(({ status }) => status === 403)
  const driven = person.click(item, 'Ham')
  await failed
  await world.adapter.stop()
  const log = world.logged.join('\n')
  expect(log).toContain('an answer did not reach Discord')
  expect(log).not.toContain(world.discord.token)
  expect(log).not.toContain(driven.token)
  expect(log).not.toContain('Saved')
})

it('takes nothing it cannot read, and says so in the log', () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => lines.push(line) })
  const handle: Handle = () => Promise.reject(new Error('there is nothing to handle'))
  const dispatcher = createDispatcher({
    rest: new REST(),
    handle,
    onLive: async () => {},
    log,
    apiUrl: undefined,
  })
  const odd = [
    null,
    {},
    { id: '1', type: 3 },
    { ...interaction, data: {} },
    { ...interaction, user: undefined },
  ]
  for (const raw of odd) dispatcher.dispatch(raw)
  expect(lines).toHaveLength(odd.length)
  for (const line of lines) expect(line).toContain('could not be read')
  // Suggestions, forms and menus are none of ours, and no fault either.
  for (const type of [1, 4, 5]) dispatcher.dispatch({ ...interaction, type })
  dispatcher.dispatch({ ...interaction, type: 2, data: { name: 'Report', type: 3 } })
  expect(lines).toHaveLength(odd.length)
})
