import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTelegramAdapter } from '../../../bots/telegram/adapter.ts'
import type { Handle } from '../../../commands/adapter.ts'
import type { Screen } from '../../../commands/screen.ts'
import { ExpectedError } from '../../../core/errors.ts'
import { callApi } from '../../emulators/telegram/call-api.ts'
import type { Person } from '../../emulators/telegram/person.ts'
import { startTelegram } from '../../emulators/telegram/start.ts'
import { collectingLog, firstItem, labels, shown, startWorld, type TelegramWorld, TOKEN } from './world.ts'

/** Holds back what one person does until told to go on. */
class Gate {
  private readonly userId: string
  private open!: () => void
  private readonly opened = new Promise<void>((resolve) => {
    this.open = resolve
  })
  closed = false

  constructor(userId: number) {
    this.userId = String(userId)
  }

  wrap = (handle: Handle): Handle => {
    return async (event) => {
      if (this.closed && event.user.id === this.userId) await this.opened
      return await handle(event)
    }
  }

  release(): void {
    this.closed = false
    this.open()
  }
}

let world: TelegramWorld
let ada: Person
let gate: Gate

beforeEach(async () => {
  gate = new Gate(7)
  world = await startWorld({ wrap: gate.wrap })
  ada = world.telegram.person({ id: 7, firstName: 'Ada', languageCode: 'en' })
})
afterEach(() => world.stop())

const notice: Screen = { blocks: [{ kind: 'paragraph', content: [{ text: 'You were paid' }] }], buttons: [] }
const settled = () => world.telegram.until(() => world.telegram.pendingUpdates().length === 0)
const loggedAs = (words: string) =>
  world.telegram.until(() => world.logged.some((line) => line.includes(words)))

describe('answers', () => {
  test('come as a new message when the tapped one was deleted', async () => {
    const item = await firstItem(ada)
    await callApi(world.telegram, 'deleteMessage', { chat_id: 7, message_id: item.messageId })
    ada.tapStale(item, item.keyboard[0]?.[1]?.callback_data ?? '')
    const next = await shown(ada, 'second message')
    expect(next.messageId).toBeGreaterThan(item.messageId)
    expect(next.text).toContain('Saved: Spam')
  })

  test('come as a new message when Telegram does not let the tapped one be edited', async () => {
    const item = await firstItem(ada)
    world.telegram.failNext('editMessageText', {
      code: 400,
      description: "Bad Request: message can't be edited",
    })
    ada.tap('Spam')
    expect((await shown(ada, 'second message')).messageId).toBeGreaterThan(item.messageId)
  })

  test('wait as long as Telegram asks for', async () => {
    await firstItem(ada)
    world.telegram.failNext('editMessageText', {
      code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    })
    const asked = Date.now()
    ada.tap('Spam')
    await shown(ada, 'second message')
    expect(Date.now() - asked).toBeGreaterThanOrEqual(1_000)
  })

  test('obey the limits of a chat however fast somebody taps', async () => {
    await world.stop()
    world = await startWorld({ telegram: { limits: { chatBurst: 5 } } })
    ada = world.telegram.person({ id: 7, firstName: 'Ada', languageCode: 'en' })
    await firstItem(ada)
    for (const next of ['second message', 'third message', 'nothing left']) {
      ada.tap(0)
      await shown(ada, next)
    }
    expect(world.telegram.calls().some(({ response }) => response?.error_code === 429)).toBe(true)
    expect(await labels(world.store)).toHaveLength(3)
  })

  test.each(['drop-connection', 'drop-response'] as const)('survive a %s', async (fault) => {
    await firstItem(ada)
    world.telegram.failNext('answerCallbackQuery', fault)
    world.telegram.failNext('editMessageText', fault, 2)
    ada.tap('Spam')
    await shown(ada, 'second message')
    await settled()
    expect(ada.messages()).toHaveLength(1)
    expect(await labels(world.store)).toEqual(['spam'])
  })

  test('to somebody who blocks the bot meanwhile are given up quietly', async () => {
    await firstItem(ada)
    gate.closed = true
    ada.tap('Spam')
    await world.telegram.until(() => world.telegram.calls('answerCallbackQuery').length === 4)
    ada.block()
    gate.release()
    await settled()
    expect(await labels(world.store)).toEqual(['spam'])
    expect(world.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
    ada.unblock()
    ada.send('/task')
    await shown(ada, 'second message')
  })
})

describe('updates', () => {
  test('are confirmed only once they are handled, and nobody waits for others', async () => {
    await firstItem(ada)
    await settled()
    gate.closed = true
    const slow = ada.tap('Spam')
    expect(await slow.answer()).toMatchObject({ text: undefined })
    const bob = world.telegram.person({ id: 8, firstName: 'Bob', languageCode: 'en' })
    expect((await firstItem(bob)).text).toContain('first message')
    expect(world.telegram.pendingUpdates()[0]).toBe(slow.updateId)
    gate.release()
    await shown(ada, 'second message')
    await settled()
    expect(await labels(world.store)).toEqual(['spam'])
  })

  test('by webhook are acknowledged only once they are handled, and nobody waits for others', async () => {
    await world.stop()
    world = await startWorld({ intake: 'webhook', wrap: gate.wrap })
    ada = world.telegram.person({ id: 7, firstName: 'Ada', languageCode: 'en' })
    await firstItem(ada)
    await settled()
    gate.closed = true
    const slow = ada.tap('Spam')
    await slow.answer()
    await firstItem(world.telegram.person({ id: 8, firstName: 'Bob', languageCode: 'en' }))
    expect(world.telegram.pendingUpdates()[0]).toBe(slow.updateId)
    gate.release()
    await shown(ada, 'second message')
    await settled()
  })

  test('of somebody who floods the bot are dropped, not those of others', async () => {
    await firstItem(ada)
    await settled()
    gate.closed = true
    for (let count = 0; count < 80; count++) ada.send('/help')
    const bob = world.telegram.person({ id: 8, firstName: 'Bob', languageCode: 'en' })
    await firstItem(bob)
    await loggedAs('sends more than can be answered')
    gate.release()
    await settled()
    const answers = ada.messages().filter(({ text }) => text.includes('What you can do'))
    expect(answers).toHaveLength(51)
  })

  test('of one person are handled in order', async () => {
    await firstItem(ada)
    gate.closed = true
    ada.send('1')
    ada.send('2')
    ada.send('/mywork')
    gate.release()
    expect((await shown(ada, 'Your latest work')).text).toContain('2 items labeled')
    expect(await labels(world.store)).toEqual(['ham', 'spam'])
  })

  test('that are nothing for us are passed over', async () => {
    ada.start()
    await shown(ada, 'language')
    ada.sendPhoto(picture())
    await settled()
    ada.send('/help')
    await shown(ada, 'What you can do')
  })

  test('go on after connections break and somebody else polls', async () => {
    world.telegram.failNext('getUpdates', 'drop-connection', 2)
    ada.start()
    await shown(ada, 'language')
    world.telegram.failNext('getUpdates', {
      code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    ada.tap('English')
    await loggedAs('another program fetches the updates')
    await shown(ada, 'Before you begin')
    ada.tap('I agree')
    await shown(ada, 'Ready for your first item')
  })

  test('stop coming when the token is revoked, which is said loudly', async () => {
    world.telegram.failNext('getUpdates', { code: 401, description: 'Unauthorized' })
    ada.start()
    await loggedAs('Telegram refuses the bot token')
    expect(JSON.parse(world.logged.at(-1) ?? '')).toMatchObject({ level: 60 })
  })
})

describe('starting', () => {
  const adapterFor = (token: string, apiUrl: string) =>
    createTelegramAdapter({ config: { token, apiUrl }, handle: async () => null, log: collectingLog([]) })

  test('with a wrong token says so', async () => {
    const start = adapterFor('1:wrong', world.telegram.apiRoot).start()
    await expect(start).rejects.toMatchObject({ code: 'telegram.unauthorized' })
  })

  test('without a way to Telegram says so, without the token', async () => {
    const gone = await startTelegram({ token: TOKEN })
    await gone.stop()
    const failure = await adapterFor(TOKEN, gone.apiRoot)
      .start()
      .catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(ExpectedError)
    expect(failure).toMatchObject({ code: 'telegram.unreachable', params: { url: gone.apiRoot } })
    expect(String(failure)).not.toContain(TOKEN)
  })
})

describe('notices', () => {
  const send = (userId: number) =>
    world.adapter.send({ userId: String(userId), directChannelId: null }, notice, 'key')

  test('arrive, and say when somebody cannot be reached', async () => {
    ada.start()
    await shown(ada, 'language')
    expect(await send(7)).toBe('delivered')
    await shown(ada, 'You were paid')
    ada.block()
    expect(await send(7)).toBe('unreachable')
    const eva = world.telegram.person({ id: 9 })
    expect(await send(9)).toBe('unreachable')
    eva.start()
    await world.telegram.until(() => eva.messages().length > 0)
    eva.deactivate()
    expect(await send(9)).toBe('unreachable')
    expect(await send(404)).toBe('unreachable')
  })

  test('that fail otherwise are for the outbox to try again', async () => {
    ada.start()
    await shown(ada, 'language')
    world.telegram.failNext('sendMessage', 'drop-connection')
    await expect(send(7)).rejects.toThrow('sendMessage')
    world.telegram.failNext('sendMessage', {
      code: 429,
      description: 'Too Many Requests: retry after 30',
      parameters: { retry_after: 30 },
    })
    await expect(send(7)).rejects.toThrow('Too Many Requests')
    expect(await send(7)).toBe('delivered')
  })

  test('to many people keep to the pace, and to each person their order', async () => {
    const people = Array.from({ length: 5 }, (_, at) => world.telegram.person({ id: 100 + at }))
    for (const person of people) {
      person.start()
      await world.telegram.until(() => person.messages().length > 0)
    }
    const before = world.telegram.calls('sendMessage').length
    const numbered = (text: string): Screen => ({ blocks: [{ kind: 'code', text }], buttons: [] })
    const sends = people.flatMap(({ id }) =>
      ['one', 'two'].map((text) =>
        world.adapter.send({ userId: String(id), directChannelId: String(id) }, numbered(text), text),
      ),
    )
    expect(await Promise.all(sends)).toEqual(Array(10).fill('delivered'))
    for (const person of people) {
      expect(
        person
          .messages()
          .slice(-2)
          .map(({ text }) => text),
      ).toEqual(['one', 'two'])
    }
    const times = world.telegram
      .calls('sendMessage')
      .slice(before)
      .map(({ at }) => at)
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(8 * 40)
  })
})

test('neither the token nor who somebody is stands in the log above debug', async () => {
  const secret = world.telegram.person({ id: 987654321, firstName: 'Zuleika', username: 'zuleika_z' })
  await firstItem(secret)
  world.telegram.failNext('editMessageText', { code: 500, description: 'Internal Server Error' })
  world.telegram.failNext('sendMessage', { code: 400, description: 'Bad Request: something new' })
  secret.send('/help')
  await loggedAs('an answer got lost')
  const lines = world.logged.filter((line) => JSON.parse(line).level > 20).join('\n')
  expect(lines).not.toMatch(/987654321|[Zz]uleika/)
  expect(world.logged.join('\n')).not.toContain(TOKEN.split(':')[1])
})

/** The head of a PNG of 10 by 10, as far as anybody reads it. */
function picture(): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(10, 16)
  bytes.writeUInt32BE(10, 20)
  return bytes
}
