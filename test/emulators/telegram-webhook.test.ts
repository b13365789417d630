import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import { type ManualClock, manualClock } from './telegram/clock.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

interface Delivery {
  update: Record<string, unknown> & { update_id: number }
  secret: string | undefined
  answer(status: number, headers?: Record<string, string>, body?: string): void
}

const PUBLIC = 'https://bot.example.org/hook'
let telegram: TelegramEmulator
let clock: ManualClock
let ada: Person
let site: Server
let deliveries: Delivery[]

beforeEach(async () => {
  deliveries = []
  site = createServer(async (request, response) => {
    const chunks = await request.toArray()
    deliveries.push({
      update: JSON.parse(Buffer.concat(chunks).toString()),
      secret: request.headers['x-telegram-bot-api-secret-token']?.toString(),
      answer: (status, headers = {}, body = '') => response.writeHead(status, headers).end(body),
    })
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo
  clock = manualClock()
  telegram = await startTelegram({
    token: '1:t',
    limits: false,
    clock,
    random: () => 0.5,
    webhookRoute: (url) => url.replace('https://bot.example.org', `http://127.0.0.1:${port}`),
  })
  ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start()
})
afterEach(async () => {
  await telegram.stop()
  site.closeAllConnections()
  site.close()
})

const setWebhook = (extra: object = {}) => callApi(telegram, 'setWebhook', { url: PUBLIC, ...extra })
const info = async () => (await callApi(telegram, 'getWebhookInfo')).result
/** Waits for the delivery with this number, counted from 0. */
async function delivered(index: number): Promise<Delivery> {
  return await expect
    .poll(() => deliveries[index], { interval: 2 })
    .toBeDefined()
    .then(() => deliveries[index] as Delivery)
}
/** Answers a delivery and waits until the emulator has planned the next attempt. */
async function fail(index: number, status: number, headers?: Record<string, string>): Promise<number[]> {
  const delivery = await delivered(index)
  delivery.answer(status, headers)
  await telegram.until(() => clock.pending().length > 0, 5000, 'a planned attempt')
  return clock.pending()
}
const drained = () => telegram.until(() => telegram.pendingUpdates().length === 0, 5000, 'an empty queue')

describe('setting', () => {
  test.each([
    [{ url: 'http://bot.example.org' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
    [
      { url: 'https://bot.example.org:8080' },
      'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    ],
    [{ url: 'https://127.0.0.1/x' }, 'bad webhook: IP address 127.0.0.1 is reserved'],
    [{ url: 'ftp://x' }, 'invalid webhook URL specified'],
    [{ url: PUBLIC, secret_token: 'a'.repeat(257) }, 'secret token is too long'],
    [{ url: PUBLIC, secret_token: 'a b' }, 'secret token contains unallowed characters'],
  ])('%o is refused', async (body, why) => {
    expect(await refusalOf(telegram, 'setWebhook', body)).toBe(`Bad Request: ${why}`)
  })

  test('says what it did, shows in the info and is slowed to one a second', async () => {
    expect(await setWebhook({ max_connections: 500, allowed_updates: ['message'] })).toEqual({
      ok: true,
      result: true,
      description: 'Webhook was set',
    })
    expect(await setWebhook()).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
    clock.advance(1000)
    expect((await setWebhook({ max_connections: 100 })).description).toBe('Webhook is already set')
    expect(await info()).toMatchObject({
      url: PUBLIC,
      max_connections: 100,
      pending_update_count: 1,
      allowed_updates: ['message'],
    })
    expect((await callApi(telegram, 'deleteWebhook')).description).toBe('Webhook was deleted')
    expect((await callApi(telegram, 'deleteWebhook')).description).toBe('Webhook is already deleted')
    expect((await info()).url).toBe('')
  })

  test('shuts out getUpdates and ends a poll that waits', async () => {
    const [first = 0] = telegram.pendingUpdates()
    const poll = callApi(telegram, 'getUpdates', { offset: first + 1, timeout: 30 })
    await telegram.until(() => clock.pending().length > 0)
    await setWebhook()
    expect(await poll).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by setWebhook request',
    })
    clock.advance(3000)
    expect(await callApi(telegram, 'getUpdates')).toMatchObject({
      error_code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    })
  })

  test('drop_pending_updates forgets what waits', async () => {
    await callApi(telegram, 'deleteWebhook', { drop_pending_updates: true })
    expect(telegram.pendingUpdates()).toEqual([])
  })

  test('the local server mode takes plain http on any port', async () => {
    const local = await startTelegram({ token: '1:t', isLocal: true })
    const { port } = site.address() as AddressInfo
    expect((await callApi(local, 'setWebhook', { url: `http://127.0.0.1:${port}/x` })).ok).toBe(true)
    local.person({ id: 1 }).start()
    ;(await delivered(0)).answer(200)
    await local.until(() => local.pendingUpdates().length === 0)
    await local.stop()
  })
})

describe('delivery', () => {
  test('brings the update with the secret and any 2xx settles it', async () => {
    await setWebhook({ secret_token: 'S3cret_-' })
    const delivery = await delivered(0)
    expect(delivery.secret).toBe('S3cret_-')
    expect(delivery.update).toMatchObject({ message: { text: '/start' } })
    delivery.answer(204)
    await drained()
  })

  test('is repeated after 1 s, then twice as long each time up to the longest pause', async () => {
    await setWebhook()
    const pauses = []
    for (let attempt = 0; attempt < 8; attempt++) {
      const [pause = 0] = await fail(attempt, 500)
      pauses.push(pause)
      clock.advance(pause)
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 90_000])
    expect(await info()).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    })
    const last = await delivered(8)
    expect(new Set(deliveries.map(({ update }) => update.update_id)).size).toBe(1)
    last.answer(200)
    await drained()
  })

  test('obeys Retry-After up to an hour', async () => {
    await setWebhook()
    expect(await fail(0, 503, { 'retry-after': '7' })).toEqual([7000])
    clock.advance(7000)
    expect(await fail(1, 503, { 'retry-after': '99999' })).toEqual([3_600_000])
  })

  test('gives up when the update expires', async () => {
    await setWebhook()
    await fail(0, 503, { 'retry-after': '3600' })
    clock.advance(86_400_001)
    expect(telegram.pendingUpdates()).toEqual([])
  })

  test('keeps the order within a chat and runs side by side across chats', async () => {
    const bob = telegram.person({ id: 8, firstName: 'Bob' })
    await setWebhook()
    await delivered(0)
    ada.send('second')
    bob.start()
    const other = await delivered(1)
    expect(other.update).toMatchObject({ message: { from: { id: 8 } } })
    deliveries[0]?.answer(200)
    const second = await delivered(2)
    expect(second.update).toMatchObject({ message: { text: 'second' } })
    for (const delivery of [other, second]) delivery.answer(200)
    await drained()
  })

  test('never uses more connections than allowed', async () => {
    const bob = telegram.person({ id: 8, firstName: 'Bob' })
    bob.start()
    await setWebhook({ max_connections: 1 })
    const first = await delivered(0)
    await callApi(telegram, 'getMe')
    expect(deliveries).toHaveLength(1)
    first.answer(200)
    ;(await delivered(1)).answer(200)
    await drained()
  })

  test('executes a method in the answer, but no reading one', async () => {
    await setWebhook()
    const json = { 'content-type': 'application/json' }
    ;(await delivered(0)).answer(200, json, JSON.stringify({ method: 'sendMessage', chat_id: 7, text: 'hi' }))
    expect((await ada.nextMessage()).text).toBe('hi')
    ada.send('again')
    ;(await delivered(1)).answer(200, json, JSON.stringify({ method: 'deleteWebhook' }))
    await drained()
    expect((await info()).url).toBe(PUBLIC)
  })

  test('23 hours of 410 close the webhook', async () => {
    await setWebhook()
    await fail(0, 410)
    clock.advance(1000)
    await fail(1, 410, { 'retry-after': '3600' })
    for (let attempt = 2; attempt <= 24; attempt++) {
      clock.advance(3_600_000)
      ;(await delivered(attempt)).answer(410, { 'retry-after': '3600' })
      await telegram.until(() => clock.pending().length > 0 || attempt === 24)
    }
    await expect.poll(async () => (await info()).url, { interval: 2 }).toBe('')
  })

  test('redelivery posts an update again', async () => {
    await setWebhook()
    const first = await delivered(0)
    first.answer(200)
    await drained()
    telegram.redeliver(first.update.update_id)
    const again = await delivered(1)
    expect(again.update).toEqual(first.update)
    again.answer(200)
  })
})
