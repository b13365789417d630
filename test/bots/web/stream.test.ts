import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebAdapter } from '../../../bots/web/adapter.ts'
import { createConversations } from '../../../bots/web/conversations.ts'
import type { ChatMessage } from '../../../bots/web/message.ts'
import { createWakes } from '../../../bots/web/wakes.ts'
import { systemClock } from '../../../core/clock.ts'
import { openStore } from '../../../core/store/database.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { createClient, textOf } from './client.ts'
import { paidNotice, startWebChat } from './world.ts'

const to = (userId: string) => ({ userId, directChannelId: null })

/** Reads a stream of server-sent events as a browser does. */
async function openStream(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers })
  const lines = response.body?.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]()
  let read = ''
  return {
    type: response.headers.get('content-type'),
    /** The next message, or null at the end of the stream. */
    next: async (): Promise<{ id: string; message: ChatMessage } | null> => {
      for (;;) {
        const found = /event: message\ndata: (.*)\nid: (.*)\n\n/.exec(read)
        if (found) {
          read = read.slice(found.index + found[0].length)
          return { id: found[2] ?? '', message: JSON.parse(found[1] ?? '') as ChatMessage }
        }
        const chunk = await lines?.next()
        if (!chunk || chunk.done) return null
        read += chunk.value
      }
    },
    close: async () => {
      await lines?.return?.()
    },
  }
}

describe.each(databases)('the stream of a conversation on $name', ({ open }) => {
  let database: TestDatabase
  let web: WebAdapter
  let client: ReturnType<typeof createClient>

  beforeEach(async () => {
    database = await open()
    web = await startWebChat(database.store)
    client = createClient(web.url)
  })

  afterEach(async () => {
    await web.stop()
    await database.close()
  })

  it('shows a notice while the person looks, and only to them', async () => {
    const [ada, bo] = [await client.add('Ada'), await client.add('Bo')]
    const stream = await openStream(`${web.url}/api/persons/${ada.id}/stream?after=1`)
    expect(stream.type).toBe('text/event-stream')
    expect(await web.send(to(bo.id), paidNotice('1 TAG'), 'first')).toBe('delivered')
    expect(await web.send(to(ada.id), paidNotice('2 TAG'), 'second')).toBe('delivered')
    const news = await stream.next()
    expect(news?.message).toMatchObject({ notice: true, author: 'bot', version: 2 })
    expect(textOf(news?.message)).toBe('You were paid 2 TAG.')
    await stream.close()
  })

  it('resumes after the last event a browser saw', async () => {
    const { id } = await client.add('Ada')
    for (const key of ['a', 'b', 'c']) await web.send(to(id), paidNotice(key), key)
    const stream = await openStream(`${web.url}/api/persons/${id}/stream?after=0`, { 'last-event-id': '2' })
    expect([(await stream.next())?.id, (await stream.next())?.id]).toEqual(['3', '4'])
    await stream.close()
  })

  it('carries the edit of a message under a new version', async () => {
    const { id } = await client.add('Ada')
    const stream = await openStream(`${web.url}/api/persons/${id}/stream?after=1`)
    const tapped = await client.tap(id, 'English')
    expect((await stream.next())?.message).toEqual(tapped)
    await stream.close()
  })

  it('ends when the server stops', async () => {
    const { id } = await client.add('Ada')
    const stream = await openStream(`${web.url}/api/persons/${id}/stream?after=1`)
    await web.stop()
    expect(await stream.next()).toBeNull()
  })

  it('gets a notice once however often it is sent', async () => {
    const { id } = await client.add('Ada')
    await Promise.all([1, 2, 3].map(() => web.send(to(id), paidNotice('1 TAG'), 'same')))
    expect(await client.messages(id)).toHaveLength(2)
  })

  it('cannot deliver to somebody the web does not know', async () => {
    expect(await web.send(to('nobody'), paidNotice('1 TAG'), 'key')).toBe('unreachable')
  })

  it('numbers what several store at once without a gap', async () => {
    const { id } = await client.add('Ada')
    // Two stores on one SQLite file would wait for each other in this one process.
    const shared = database.store.dialect === 'sqlite'
    const other = shared ? database.store : await openStore(database.url)
    const elsewhere = createConversations(other, systemClock, createWakes())
    const keys = Array.from({ length: 20 }, (_, at) => `key-${at}`)
    await Promise.all([
      ...keys.map((key) => web.send(to(id), paidNotice(key), key)),
      ...keys.map((key) => elsewhere.notify(id, `other-${key}`, paidNotice(key))),
    ])
    if (!shared) await other.close()
    const versions = (await client.messages(id)).map((message) => message.version)
    expect(versions).toEqual(Array.from({ length: 41 }, (_, at) => at + 1))
  })
})
