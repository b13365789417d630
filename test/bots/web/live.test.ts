import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WebAdapter } from '../../../bots/web/adapter.ts'
import type { Live, Screen } from '../../../commands/screen.ts'
import { paragraph } from '../../../commands/text.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { PIXEL } from '../discord/any-screen.ts'
import { createClient, textOf } from './client.ts'
import { startWebChat } from './world.ts'

const picture: Screen = {
  blocks: [paragraph('Scan this')],
  image: { png: PIXEL, alt: 'A code to scan' },
  buttons: [],
  live: { id: 'flow', version: 1 },
}
const words: Screen = { blocks: [paragraph('All done')], buttons: [] }

let database: TestDatabase
let web: WebAdapter
let answer: Screen | null = null
const places: { live: Live; place: string }[] = []

beforeAll(async () => {
  database = await openSqlite()
  web = await startWebChat(
    database.store,
    (handle) => async (event) => answer ?? (await handle(event)),
    async (live, place) => {
      places.push({ live, place })
    },
  )
})
afterAll(async () => {
  await web.stop()
  await database.close()
})

it('replaces a live screen in its message, once it is there', async () => {
  const client = createClient(web.url)
  const { id } = await client.add('Ada')
  answer = picture
  await client.send(id, { kind: 'command', name: 'help' })
  const before = await client.messages(id)
  expect(places).toMatchObject([{ live: { id: 'flow', version: 1 } }])
  expect(before.at(-1)?.screen.image?.alt).toBe('A code to scan')

  const place = places[0]?.place ?? ''
  expect(await web.replace(place, words)).toBe(place)
  const after = await client.messages(id)
  expect(after).toHaveLength(before.length)
  expect(textOf(after.at(-1))).toBe('All done')
  expect(after.at(-1)?.screen.image).toBeUndefined()
  expect(await web.replace(JSON.stringify({ userId: id, messageId: 'none' }), words)).toBeNull()
})
