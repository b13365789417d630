import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Config } from '../../../core/config.ts'
import { ExpectedError } from '../../../core/errors.ts'
import type { PageLinks } from '../../../core/wallet/page-links.ts'
import { failureResponse } from '../failures.ts'
import { ownHeaders } from '../guard.ts'
import { closeServer, listenOn, urlOf } from '../listen.ts'
import { addWalletPages } from './pages.ts'

export interface LinkServerDeps {
  readonly config: NonNullable<Config['link']>
  readonly pages: PageLinks
  readonly log: Logger
  readonly pageDir: string
}

export interface LinkServer {
  /** Where it listens on this machine, once started. */
  readonly localUrl: string
  /** @throws ExpectedError `link.portTaken` */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Serves the pages for wallets alone, behind a proxy that ends TLS. Nothing of the web chat is here: that lets
 * anybody act as anybody. */
export function createLinkServer({ config, pages, log, pageDir }: LinkServerDeps): LinkServer {
  const app = new Hono()
  app.onError((thrown, c) => failureResponse(c, log, thrown))
  app.notFound((c) => failureResponse(c, log, new ExpectedError('web.unknownAddress', {})))
  app.use(ownHeaders)
  app.use('/api/*', async (c, next) => {
    const origin = c.req.header('origin')
    if (origin !== undefined && origin !== config.url) throw new ExpectedError('web.foreignOrigin', {})
    await next()
  })
  app.get('/healthz', (c) => c.json({ ok: true }))
  addWalletPages(app, pages, pageDir)
  app.use('/assets/*', serveStatic({ root: pageDir }))
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  return {
    get localUrl() {
      return urlOf(server, config.host)
    },
    start: async () => {
      await listenOn(server, config, (port) => new ExpectedError('link.portTaken', { port }))
      log.info({ url: config.url, local: urlOf(server, config.host) }, 'wallets are linked here')
    },
    stop: () => closeServer(server),
  }
}
