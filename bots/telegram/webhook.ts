import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type Bot, GrammyError, webhookCallback } from 'grammy'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { ExpectedError } from '../../core/errors.ts'
import { safeReason } from './refusals.ts'

/** The kinds of updates we want, and nobody else's. */
export const ALLOWED_UPDATES = ['message', 'callback_query'] as const

export interface WebhookConfig {
  readonly url: string
  readonly secret: string
  /** Where to listen on this machine, behind the proxy that ends TLS. */
  readonly port: number
}

export interface Webhook {
  /** @throws ExpectedError `telegram.portTaken`, `config.invalid` */
  start(): Promise<void>
  stop(): Promise<void>
}

const MAX_BODY_BYTES = 1024 * 1024
const MAX_CONNECTIONS = 100
/** Telegram asks again after this; it then joins what is still under way. */
const HANDLE_MS = 10_000
const RETRY_SECONDS = '2'
const CLOSING_MS = 2_000

/** Receives updates by webhook. One is acknowledged once it is handled, so that a killed process gets it again;
 * Telegram waits only with others of the same chat. After `handleMs` it is told to ask again. */
export function createWebhook(
  bot: Bot,
  config: WebhookConfig,
  log: Logger,
  handleMs: number = HANDLE_MS,
): Webhook {
  const server = createAdaptorServer({ fetch: createApp(bot, config, log, handleMs).fetch }) as Server
  const stop = async () => {
    if (!server.listening) return
    // Connections that answer meanwhile end with their answer.
    server.keepAliveTimeout = 1
    server.keepAliveTimeoutBuffer = 0
    const closed = once(server, 'close')
    server.close()
    const impatience = setTimeout(() => server.closeAllConnections(), CLOSING_MS)
    await closed
    clearTimeout(impatience)
  }
  const start = async () => {
    await listen(server, config.port)
    try {
      await register(bot, config)
    } catch (cause) {
      await stop()
      throw cause
    }
    log.info({ port: config.port }, 'the Telegram webhook listens')
  }
  return { start, stop }
}

function createApp(bot: Bot, { url, secret }: WebhookConfig, log: Logger, handleMs: number): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }))
  app.post(
    new URL(url).pathname,
    webhookCallback(bot, 'hono', { secretToken: secret, timeoutMilliseconds: handleMs }),
  )
  app.onError((cause, c) => {
    if (cause instanceof HTTPException) return cause.getResponse()
    if (cause instanceof SyntaxError) return c.body(null, 400)
    log.warn({ reason: safeReason(cause, bot.token) }, 'an update is not handled yet')
    return c.body(null, 503, { 'retry-after': RETRY_SECONDS })
  })
  return app
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port)
  try {
    await once(server, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw new ExpectedError('telegram.portTaken', { port }, { cause })
  }
}

async function register(bot: Bot, { url, secret }: WebhookConfig): Promise<void> {
  try {
    await bot.api.setWebhook(url, {
      secret_token: secret,
      allowed_updates: ALLOWED_UPDATES,
      max_connections: MAX_CONNECTIONS,
    })
  } catch (cause) {
    if (!(cause instanceof GrammyError) || cause.error_code !== 400) throw cause
    const problems = `TELEGRAM_WEBHOOK_URL: ${cause.description}`
    throw new ExpectedError('config.invalid', { problems }, { cause })
  }
}
