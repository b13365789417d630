import { afterAll, beforeAll, expect, it } from 'vitest'
import { paragraph } from '../../../commands/text.ts'
import { openWorld, type World } from './world.ts'

const SEND = '/channels/:channel/messages'
const OPEN = '/users/@me/channels'
const notice = { blocks: [paragraph('You were paid **0.1 TAG**.')], buttons: [] }

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it('arrives in private, and opens the conversation once', async () => {
  const person = world.discord.person()
  const to = { userId: person.id, directChannelId: null }
  expect(await world.adapter.send(to, notice, 'one')).toBe('delivered')
  expect(await world.adapter.send(to, notice, 'two')).toBe('delivered')
  expect(person.dms()).toMatchObject([{ content: 'You were paid **0.1 TAG**.' }, {}])
  const opened = world.discord.calls({ route: OPEN })
  expect(opened.filter(({ payload }) => JSON.stringify(payload).includes(person.id))).toHaveLength(1)
})

it('goes straight to a conversation the person began', async () => {
  const person = world.discord.person()
  const { channel_id: directChannelId } = await person.slash('dm', 'help').message()
  const opened = world.discord.calls({ route: OPEN }).length
  expect(await world.adapter.send({ userId: person.id, directChannelId }, notice, 'one')).toBe('delivered')
  expect(world.discord.calls({ route: OPEN })).toHaveLength(opened)
})

it('opens the conversation anew when the remembered one is gone', async () => {
  const person = world.discord.person()
  const to = { userId: person.id, directChannelId: '123456789012345678' }
  expect(await world.adapter.send(to, notice, 'one')).toBe('delivered')
  expect(person.dms()).toHaveLength(1)
})

it('is not doubled when it is sent again because the answer got lost', async () => {
  const person = world.discord.person()
  const to = { userId: person.id, directChannelId: null }
  world.discord.failNext(`POST ${SEND}`, 'drop-answer')
  const first = await world.adapter.send(to, notice, 'same').catch((thrown: unknown) => thrown)
  expect(await world.adapter.send(to, notice, 'same')).toBe('delivered')
  expect(first === 'delivered' || first instanceof Error).toBe(true)
  expect(person.dms()).toHaveLength(1)
  await world.adapter.send(to, notice, 'another')
  expect(person.dms()).toHaveLength(2)
})

it('is unreachable when messages are closed, or nothing is in common', async () => {
  const closed = world.discord.person()
  closed.closeDms()
  expect(await world.adapter.send({ userId: closed.id, directChannelId: null }, notice, 'a')).toBe(
    'unreachable',
  )
  closed.openDms()
  expect(await world.adapter.send({ userId: closed.id, directChannelId: null }, notice, 'a')).toBe(
    'delivered',
  )
  const stranger = world.discord.person({ guilds: [] })
  expect(await world.adapter.send({ userId: stranger.id, directChannelId: null }, notice, 'b')).toBe(
    'unreachable',
  )
  const nobody = { userId: '999999999999999999', directChannelId: null }
  expect(await world.adapter.send(nobody, notice, 'c')).toBe('unreachable')
})

it('throws what another try may mend', async () => {
  const person = world.discord.person()
  const to = { userId: person.id, directChannelId: null }
  // discord.js tries four times in all.
  for (let tries = 0; tries < 4; tries++) world.discord.failNext(`POST ${SEND}`, { status: 503 })
  await expect(world.adapter.send(to, notice, 'one')).rejects.toThrow()
  world.discord.failNext(`POST ${SEND}`, { status: 429, retryAfterSeconds: 300 })
  await expect(world.adapter.send(to, notice, 'one')).rejects.toThrow()
})
