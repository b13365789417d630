import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi } from './telegram/call-api.ts'
import { type ManualClock, manualClock } from './telegram/clock.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator
let clock: ManualClock
let ada: Person

beforeEach(async () => {
  clock = manualClock()
  telegram = await startTelegram({ token: '1:t', limits: false, clock })
  ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start()
})
afterEach(() => telegram.stop())

const poll = (parameters: Record<string, unknown> = {}) => callApi(telegram, 'getUpdates', parameters)
const idsOf = (answer: { result?: { update_id: number }[] }) =>
  answer.result?.map(({ update_id }) => update_id)
/** The poll is held once the emulator has set the timer that ends it. */
const held = (count = 1) => telegram.until(() => clock.pending().length >= count, 5000, 'a held poll')

test('an offset confirms what lies below it, until then updates come again', async () => {
  const [first] = telegram.pendingUpdates()
  const second = ada.send('one').updateId
  expect(idsOf(await poll())).toEqual([first, second])
  expect(idsOf(await poll())).toEqual([first, second])
  expect(idsOf(await poll({ offset: second }))).toEqual([second])
  expect(idsOf(await poll())).toEqual([second])
})

test('a limit is clamped to 1..100 and a negative offset keeps the last ones', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => ada.send(`m${index}`).updateId)
  expect((await poll({ limit: 0 })).result).toHaveLength(1)
  expect((await poll({ limit: 500 })).result).toHaveLength(100)
  expect(idsOf(await poll({ offset: -2 }))).toEqual(ids.slice(-2))
  expect(telegram.pendingUpdates()).toEqual(ids.slice(-2))
})

test('an offset far in the future is ignored', async () => {
  const [first] = telegram.pendingUpdates()
  expect(idsOf(await poll({ offset: 2_000_000_000 }))).toEqual([first])
})

test('a long poll is held until something happens', async () => {
  const [first = 0] = telegram.pendingUpdates()
  const answer = poll({ offset: first + 1, timeout: 30 })
  await held()
  const { updateId } = ada.send('now')
  expect(idsOf(await answer)).toEqual([updateId])
})

test('a long poll ends empty after its time, at most 50 seconds', async () => {
  const [first = 0] = telegram.pendingUpdates()
  const answer = poll({ offset: first + 1, timeout: 900 })
  await held()
  expect(clock.pending()).toEqual([50_000])
  clock.advance(50_000)
  expect((await answer).result).toEqual([])
})

test('asking for the same offset again at once is slowed down to three seconds', async () => {
  const [first = 0] = telegram.pendingUpdates()
  expect((await poll({ offset: first + 1 })).result).toEqual([])
  const answer = poll({ offset: first + 1 })
  await held()
  expect(clock.pending()).toEqual([3000])
  clock.advance(3000)
  expect((await answer).result).toEqual([])
})

test('a second poller ends the first with a conflict', async () => {
  const [first = 0] = telegram.pendingUpdates()
  const loser = poll({ offset: first + 1, timeout: 30 })
  await held()
  const winner = poll({ offset: first + 1, timeout: 30 })
  expect(await loser).toEqual({
    ok: false,
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  })
  ada.send('x')
  expect((await winner).result).toHaveLength(1)
})

test('the next conflict within three seconds is answered late', async () => {
  const [first = 0] = telegram.pendingUpdates()
  const polls = [poll({ offset: first + 1, timeout: 30 })]
  await held()
  polls.push(poll({ offset: first + 1, timeout: 30 }))
  expect((await polls[0])?.error_code).toBe(409)
  await held()
  polls.push(poll({ offset: first + 1, timeout: 30 }))
  await held(2)
  expect(clock.pending()).toEqual([3000, 30_000])
  clock.advance(3000)
  expect((await polls[1])?.error_code).toBe(409)
  ada.send('x')
  expect((await polls[2])?.result).toHaveLength(1)
})

test('allowed_updates filters when an update is made, and is kept when absent or unparsable', async () => {
  await poll({ allowed_updates: ['callback_query'] })
  expect(ada.send('lost').updateId).toBeUndefined()
  await poll({ allowed_updates: 'nonsense' })
  await poll()
  expect(ada.send('lost too').updateId).toBeUndefined()
  await poll({ allowed_updates: ['no_such_kind'] })
  expect(ada.send('back').updateId).toBeTypeOf('number')
})

test('chat_member comes only on demand', async () => {
  const bob = telegram.person({ id: 8, firstName: 'Bob' })
  const group = telegram.group({ members: [ada], bot: 'administrator' })
  const kinds = async () =>
    (await poll()).result.slice(-2).flatMap((update: object) => Object.keys(update).slice(1))
  group.add(bob)
  expect(await kinds()).toEqual(['message', 'message'])
  await poll({ allowed_updates: ['message', 'chat_member'] })
  group.remove(bob)
  expect(await kinds()).toEqual(['chat_member', 'message'])
})

test('redelivery hands out a confirmed update again', async () => {
  const [first = 0] = telegram.pendingUpdates()
  await poll({ offset: first + 1 })
  telegram.redeliver(first)
  expect(idsOf(await poll({ offset: first + 1 }))).toEqual([first])
  const answer = poll({ offset: first + 1, timeout: 30 })
  await held()
  telegram.redeliver(first)
  expect(idsOf(await answer)).toEqual([first])
})

test('a person can change an own message', async () => {
  const sent = ada.send('tpyo')
  clock.advance(1000)
  ada.edit(sent, 'typo')
  expect((await poll()).result.at(-1).edited_message).toMatchObject({
    message_id: sent.messageId,
    text: 'typo',
    edit_date: clock.now() / 1000,
  })
})
