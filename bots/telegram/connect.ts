import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { autoRetry } from '@grammyjs/auto-retry'
import { Api, Bot, HttpError, type Transformer } from 'grammy'

type Signal = Parameters<Transformer>[3]

/** The two ways to call Telegram. */
export interface Connection {
  /** Waits where Telegram asks to, and tries again where the network fails. */
  readonly bot: Bot
  /** Calls once: for what is not worth waiting for, or has its own way of trying again. */
  readonly once: Api
  readonly apiRoot: string
  /** Ends every wait of `bot`. */
  abort(): void
}

const CALL_SECONDS = 20
/** Longer than a long poll. */
const ONCE_SECONDS = 40
const RETRIES = 4
const FIRST_WAIT_MS = 250

/** Prepares calls; nothing is sent yet. */
export function connect(token: string, apiUrl = 'https://api.telegram.org'): Connection {
  const apiRoot = apiUrl.replace(/\/+$/, '')
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const signal = stopping.signal as unknown as Signal
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: CALL_SECONDS } })
  bot.api.config.use(
    retryDropped,
    autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 60, rethrowHttpErrors: true }),
    (prev, method, payload, given) => prev(method, payload, given ?? signal),
  )
  const once = new Api(token, { apiRoot, timeoutSeconds: ONCE_SECONDS })
  return { bot, once, apiRoot, abort: () => stopping.abort() }
}

/** Says a call again when it did not arrive, or its answer got lost; auto-retry would go on for ever. A
 * message may then arrive twice, an edit cannot. */
const retryDropped: Transformer = async (prev, method, payload, signal) => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await prev(method, payload, signal)
    } catch (thrown) {
      const isOver = attempt >= RETRIES || signal?.aborted === true
      if (isOver || !(thrown instanceof HttpError)) throw thrown
      await pause(FIRST_WAIT_MS * 2 ** attempt)
    }
  }
}
