import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Adapter, Handle, OnLive } from '../../commands/adapter.ts'
import type { Clock } from '../../core/clock.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { Store } from '../../core/store/database.ts'
import type { PageLinks } from '../../core/wallet/page-links.ts'
import { createApp } from './app.ts'
import { createConversations } from './conversations.ts'
import { closeServer, listenOn, urlOf } from './listen.ts'
import { createPersons } from './persons.ts'
import { createWakes } from './wakes.ts'

export interface WebDeps {
  readonly store: Store
  readonly clock: Clock
  readonly handle: Handle
  /** Absent: no screen lives on. */
  readonly onLive?: OnLive
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly log: Logger
  /** The built page: see `buildPage`. */
  readonly pageDir: string
  /** What the pages for wallets can do; absent: there are none. */
  readonly pages?: PageLinks
}

export interface WebAdapter extends Adapter {
  /** Where the page is, once started. */
  readonly url: string
}

const placeShape = z.object({ userId: z.string(), messageId: z.string() })

/** The web chat of local mode: anybody who reaches it may act as anybody, so it belongs on loopback.
 * `start` throws ExpectedError `web.portTaken`. */
export function createWebAdapter(deps: WebDeps): WebAdapter {
  const { store, clock, handle, onLive = async () => {}, host, port, log, pageDir, pages } = deps
  const wakes = createWakes()
  const conversations = createConversations(store, clock, wakes)
  const persons = createPersons({ store, handle, conversations })
  const app = createApp({
    handle,
    onLive,
    persons,
    conversations,
    wakes,
    log,
    host,
    pageDir,
    ...(pages && { pages }),
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  return {
    platform: 'web',
    get url() {
      return urlOf(server, host)
    },
    start: async () => {
      await listenOn(server, { host, port }, (taken) => new ExpectedError('web.portTaken', { port: taken }))
      log.info({ url: urlOf(server, host) }, 'web chat ready')
    },
    stop: async () => {
      wakes.end()
      await closeServer(server)
    },
    send: async (to, screen, key) => {
      return (await conversations.notify(to.userId, key, screen)) ? 'delivered' : 'unreachable'
    },
    replace: async (place, screen) => {
      const { userId, messageId } = placeShape.parse(JSON.parse(place))
      return (await conversations.replace(userId, messageId, screen)) ? place : null
    },
  }
}
