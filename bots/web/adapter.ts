import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Adapter, Handle } from '../../commands/adapter.ts'
import type { Clock } from '../../core/clock.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { Store } from '../../core/store/database.ts'
import { createApp } from './app.ts'
import { createConversations } from './conversations.ts'
import { createPersons } from './persons.ts'
import { createWakes } from './wakes.ts'

export interface WebDeps {
  readonly store: Store
  readonly clock: Clock
  readonly handle: Handle
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly log: Logger
  /** The built page: see `buildPage`. */
  readonly pageDir: string
}

export interface WebAdapter extends Adapter {
  /** Where the page is, once started. */
  readonly url: string
}

const CLOSING_MS = 2_000
const SWEEP_MS = 20

/** The web chat of local mode: anybody who reaches it may act as anybody, so it belongs on loopback.
 * `start` throws ExpectedError `web.portTaken`. */
export function createWebAdapter(deps: WebDeps): WebAdapter {
  const { store, clock, handle, host, port, log, pageDir } = deps
  const wakes = createWakes()
  const conversations = createConversations(store, clock, wakes)
  const persons = createPersons({ store, handle, conversations })
  const app = createApp({ handle, persons, conversations, wakes, log, host, pageDir })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  return {
    platform: 'web',
    get url() {
      return urlOf(server, host)
    },
    start: async () => {
      await listen(server, host, port)
      log.info({ url: urlOf(server, host) }, 'web chat ready')
    },
    stop: async () => {
      wakes.end()
      if (server.listening) await close(server)
    },
    send: async (to, screen, key) => {
      return (await conversations.notify(to.userId, key, screen)) ? 'delivered' : 'unreachable'
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port })
  try {
    await once(server, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw new ExpectedError('web.portTaken', { port }, { cause })
  }
}

/** Lets requests under way finish, but not for ever. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // Connections that answer their last request only now become idle later.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const impatience = setTimeout(() => server.closeAllConnections(), CLOSING_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(impatience)
}

function urlOf(server: Server, host: string): string {
  const address = server.address() as AddressInfo | null
  if (!address) throw new Error('the web chat has no address before it has started')
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}
