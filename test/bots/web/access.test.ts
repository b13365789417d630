import { request } from 'node:http'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebAdapter, type WebAdapter } from '../../../bots/web/adapter.ts'
import { pageDir } from '../../../bots/web/build-page.ts'
import { systemClock } from '../../../core/clock.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { createClient } from './client.ts'
import { startWebChat } from './world.ts'

let database: TestDatabase
let web: WebAdapter

beforeAll(async () => {
  database = await openSqlite()
  web = await startWebChat(database.store)
})

afterAll(async () => {
  await web.stop()
  await database.close()
})

/** The status of a request with headers that `fetch` would not send. */
function statusWith(headers: Record<string, string>, path = '/api/persons', method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(web.url + path, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(method === 'POST' ? '{"name":"Mallory"}' : undefined)
  })
}

describe('who may ask', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '192.168.1.7', 'LOCALHOST'])('lets %s in', async (name) => {
    expect(await statusWith({ host: `${name}:8080` })).toBe(200)
  })

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:8080'])(
    'refuses the name %s, which somebody pointed at this machine',
    async (host) => {
      expect(await statusWith({ host })).toBe(403)
      expect(await statusWith({ host }, '/')).toBe(403)
    },
  )

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses requests of other pages: %o', async (headers) => {
    expect(await statusWith(headers, '/api/persons', 'POST')).toBe(403)
    expect((await createClient(web.url).request('/api/persons')).body.persons).toEqual([])
  })

  it('lets a link from elsewhere open the page, and our own page ask', async () => {
    expect(await statusWith({ 'sec-fetch-site': 'cross-site' }, '/')).toBe(200)
    expect(await statusWith({ origin: web.url, 'sec-fetch-site': 'same-origin' })).toBe(200)
  })
})

describe('what is refused', () => {
  it.each([
    ['no JSON', 'hello'],
    ['an empty name', '{"name":"  "}'],
    ['a name too long', JSON.stringify({ name: 'x'.repeat(41) })],
    ['an unknown field', '{"name":"A","role":"moderator"}'],
    ['a list', '[]'],
  ])('%s as a person', async (_what, body) => {
    const answer = await createClient(web.url).request('/api/persons', { method: 'POST', body })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'web.badRequest' } } })
  })

  it.each([
    [{ eventId: 'x', input: { kind: 'text', text: '1' } }],
    [{ eventId: '7f7c1e02-3e0f-4c0a-9d3b-0d9f1c2e5a11', input: { kind: 'action', actionId: 'a"b' } }],
    [{ eventId: '7f7c1e02-3e0f-4c0a-9d3b-0d9f1c2e5a11', input: { kind: 'shout' } }],
    [{ eventId: '7f7c1e02-3e0f-4c0a-9d3b-0d9f1c2e5a11', input: { kind: 'text', text: 'x'.repeat(4_001) } }],
  ])('%j as an event', async (event) => {
    const client = createClient(web.url)
    const { id } = await client.add('Ada')
    const before = await client.messages(id)
    const answer = await client.post(`/api/persons/${id}/events`, event)
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'web.badRequest' } } })
    expect(await client.messages(id)).toEqual(before)
  })

  it('somebody unknown, in the language of the browser', async () => {
    const client = createClient(web.url, { 'accept-language': 'es' })
    const answer = await client.send('nobody', { kind: 'text', text: '1' })
    expect(answer.status).toBe(404)
    expect(answer.body.error).toEqual({
      code: 'web.unknownPerson',
      message: 'No hay ninguna persona «nobody». Añádela primero.',
    })
  })

  it('an address where nothing is', async () => {
    expect(await createClient(web.url).request('/api/secrets')).toMatchObject({
      status: 404,
      body: { error: { code: 'web.unknownAddress' } },
    })
  })
})

describe('the server', () => {
  it('says that it is alive', async () => {
    expect((await createClient(web.url).request('/healthz')).body).toEqual({ ok: true })
  })

  it('serves a page that may load nothing from elsewhere', async () => {
    const response = await fetch(web.url)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(await response.text()).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it('names a taken port', async () => {
    const port = Number(new URL(web.url).port)
    const second = createWebAdapter({
      store: database.store,
      clock: systemClock,
      handle: async () => null,
      host: '127.0.0.1',
      port,
      log: pino({ level: 'silent' }),
      pageDir,
    })
    await expect(second.start()).rejects.toMatchObject({ code: 'web.portTaken', params: { port } })
    await second.stop()
  })
})
