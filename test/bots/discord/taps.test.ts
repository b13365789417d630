import { type APIMessage, MessageFlags } from 'discord-api-types/v10'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Handle } from '../../../commands/adapter.ts'
import type { CommandEvent } from '../../../commands/command.ts'
import { labels, openWorld, quoted, reachFirstItem, tap, type World } from './world.ts'

const CALLBACK = '/interactions/:interaction/:token/callback'
const items = Array.from(
  { length: 40 },
  (_, at) => `Text *number* ${at} <@1> @everyone https://x.example/${at}`,
)

let world: World
/** What an event meets before the router. */
let before: (event: CommandEvent) => Promise<void>

beforeAll(async () => {
  const wrap =
    (handle: Handle): Handle =>
    async (event) => {
      await before(event)
      return await handle(event)
    }
  world = await openWorld({ wrap, items })
})
afterAll(() => world.close())
beforeAll(() => {
  before = async () => {}
})

const isEphemeral = (message: APIMessage) => ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0

async function annotations(): Promise<number> {
  const rows = await world.store.transaction((trx) => trx.selectFrom('annotations').select('id').execute())
  return rows.length
}

describe('one message', () => {
  it('goes from greeting to item to item in place, in a server for one person alone', async () => {
    const person = world.discord.person({ username: 'ada' })
    const item = await reachFirstItem(person, world.channel)
    expect(isEphemeral(item)).toBe(true)
    expect(quoted(item)).toBe(items[0])
    expect(labels(item)).toEqual(['Ham', 'Spam', "Can't tell", 'Guideline'])
    const next = await tap(person, item, 'Ham')
    expect(next.id).toBe(item.id)
    expect(next.content).toMatch(/^Saved: Ham\./)
    expect(quoted(next)).not.toBe(quoted(item))
    expect(person.visibleMessages(world.channel)).toHaveLength(1)
    expect(world.discord.person().visibleMessages(world.channel)).toHaveLength(0)
    expect(next).toMatchObject({ mentions: [], mention_everyone: false })
  })

  it('is there for both to see in a private conversation', async () => {
    const person = world.discord.person({ username: 'bo' })
    const item = await reachFirstItem(person, 'dm')
    expect(isEphemeral(item)).toBe(false)
    expect((await tap(person, item, 'Spam')).id).toBe(item.id)
    expect(person.dms()).toHaveLength(1)
  })

  it('costs one call a tap: the callback', async () => {
    const person = world.discord.person({ username: 'cy' })
    const item = await reachFirstItem(person, world.channel)
    const calls = world.discord.calls().length
    await tap(person, item, 'Ham')
    await tap(person, item, 'Spam')
    const made = world.discord.calls().slice(calls)
    expect(made.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      `POST ${CALLBACK} 204`,
      `POST ${CALLBACK} 204`,
    ])
    expect(made.map(({ payload }) => (payload as { type: number }).type)).toEqual([7, 7])
    expect(made).toMatchObject([
      { payload: { data: { allowed_mentions: { parse: [] } } } },
      { payload: { data: { allowed_mentions: { parse: [] } } } },
    ])
  })

  it('is answered in words as well', async () => {
    const person = world.discord.person({ username: 'di' })
    await reachFirstItem(person, world.channel)
    const byNumber = await person.slash(world.channel, 'answer', { text: '2' }).message()
    expect(byNumber.content).toMatch(/^Saved: Spam\./)
    const byWords = await person.slash(world.channel, 'answer', { text: 'ham' }).message()
    expect(byWords.content).toMatch(/^Saved: Ham\./)
    const neither = await person.slash(world.channel, 'answer', { text: 'perhaps' }).message()
    expect(neither.content).toContain('"perhaps" is none of the choices')
  })
})

describe('an interaction delivered again', () => {
  it('is applied once and answered once', async () => {
    const person = world.discord.person({ username: 'ed' })
    const item = await reachFirstItem(person, world.channel)
    const driven = person.click(item, 'Ham')
    const next = await driven.message()
    const count = await annotations()
    const again = world.discord.nextCall(({ route }) => route === CALLBACK)
    world.discord.redispatch(driven.id)
    expect((await again).code).toBe(40060)
    expect(await annotations()).toBe(count)
    expect(person.visibleMessages(world.channel)).toEqual([next])
  })

  it('is applied once while the first delivery is under way', async () => {
    const person = world.discord.person({ username: 'flo' })
    const item = await reachFirstItem(person, world.channel)
    const count = await annotations()
    const calls = world.discord.calls({ route: CALLBACK }).length
    const seen: string[] = []
    const both = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    before = async ({ eventId }) => {
      if (seen.push(eventId) === 2) both.resolve()
      await gate.promise
    }
    const driven = person.click(item, 'Ham')
    world.discord.redispatch(driven.id)
    // A later interaction of somebody else reaches the adapter after both deliveries.
    const other = world.discord.person({ username: 'gus' }).slash(world.channel, 'help')
    await both.promise
    expect(seen).toEqual([driven.id, other.id])
    gate.resolve()
    before = async () => {}
    await Promise.all([driven.message(), other.message()])
    expect(await annotations()).toBe(count + 1)
    expect(world.discord.calls({ route: CALLBACK }).length - calls).toBe(2)
  })
})

describe('a button that is not for this', () => {
  it('is refused beside the message when the item is closed', async () => {
    const person = world.discord.person({ username: 'hal' })
    const first = await reachFirstItem(person, world.channel)
    // A client that still shows the old message sends its buttons.
    const old = structuredClone(first)
    const second = await tap(person, first, 'Ham')
    const stale = await person.slash(world.channel, 'task').message()
    await tap(person, stale, 'Ham')
    const refused = await person.click(second, 'Ham').response()
    expect(old.id).toBe(second.id)
    expect(refused).toMatchObject({ type: 4, ephemeral: true })
    expect(refused.message?.content).toContain('closed already')
    const shown = person.visibleMessages(world.channel).find(({ id }) => id === second.id)
    expect(shown?.content).toBe(second.content)
  })

  it('is refused beside the message when it is too old', async () => {
    const person = world.discord.person({ username: 'ida' })
    const item = await reachFirstItem(person, 'dm')
    await world.store.transaction((trx) => trx.deleteFrom('actions').execute())
    const refused = await person.click(item, 'Ham').response()
    expect(refused).toMatchObject({ type: 4, ephemeral: true })
    expect(refused.message?.content).toContain('too old')
    expect(person.dms().find(({ id }) => id === item.id)).toEqual(item)
  })

  it('is refused when it belongs to somebody else', async () => {
    const owner = world.discord.person({ username: 'joe' })
    const thief = world.discord.person({ username: 'kim' })
    const item = await reachFirstItem(owner, world.channel)
    const own = await reachFirstItem(thief, world.channel)
    // A client is free to send any id: here that of the owner's button.
    const shown = thief.visibleMessages(world.channel).find(({ id }) => id === own.id)
    Object.assign(shown ?? {}, { components: item.components })
    const refused = await thief.click(own, 'Ham').response()
    expect(refused).toMatchObject({ type: 4, ephemeral: true })
    expect(refused.message?.content).toContain('belongs to somebody else')
  })
})

describe('slow handling', () => {
  const slowly = () => {
    const gate = Promise.withResolvers<void>()
    before = () => gate.promise
    return () => {
      before = async () => {}
      gate.resolve()
    }
  }

  it('defers a tap and changes the message afterwards', async () => {
    const person = world.discord.person({ username: 'lea' })
    const item = await reachFirstItem(person, world.channel)
    const calls = world.discord.calls().length
    const release = slowly()
    const driven = person.click(item, 'Ham')
    expect((await driven.response()).type).toBe(6)
    const edited = world.discord.nextCall(({ method }) => method === 'PATCH')
    release()
    expect((await edited).status).toBe(200)
    const shown = person.visibleMessages(world.channel).find(({ id }) => id === item.id)
    expect(shown?.content).toMatch(/^Saved: Ham\./)
    expect(world.discord.calls().length - calls).toBe(2)
  })

  it('defers a tap and refuses beside the message afterwards', async () => {
    const person = world.discord.person({ username: 'max' })
    const item = await reachFirstItem(person, 'dm')
    await world.store.transaction((trx) => trx.deleteFrom('actions').execute())
    const release = slowly()
    const driven = person.click(item, 'Ham')
    expect((await driven.response()).type).toBe(6)
    release()
    const beside = await driven.followUp()
    expect(beside.content).toContain('too old')
    expect(isEphemeral(beside)).toBe(true)
    expect(person.dms().find(({ id }) => id === item.id)?.content).toBe(item.content)
  })

  it('defers a command and fills its reply afterwards', async () => {
    const person = world.discord.person({ username: 'ned', locale: 'es-ES' })
    const release = slowly()
    const driven = person.slash(world.channel, 'help')
    expect(await driven.response()).toMatchObject({ type: 5, ephemeral: true })
    release()
    const message = await driven.message()
    expect(message.content).toContain('### Qué puedes hacer')
    expect(isEphemeral(message)).toBe(true)
  })
})

it('speaks Spanish to who reads Discord in Spanish, from the first message on', async () => {
  const person = world.discord.person({ username: 'olga', locale: 'es-419' })
  const asked = await person.slash(world.channel, 'start').message()
  expect(asked.content).toContain('Te damos la bienvenida')
  const consent = await tap(person, asked, 'Español')
  expect(labels(consent)).toEqual(['Acepto'])
})
