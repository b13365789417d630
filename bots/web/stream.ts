import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Logger } from 'pino'
import type { Conversations } from './conversations.ts'
import type { Listener, Wakes } from './wakes.ts'

const HEARTBEAT_MS = 15_000
const RECONNECT_MS = 1_000

interface StreamDeps {
  readonly conversations: Conversations
  readonly wakes: Wakes
  readonly log: Logger
}

/**
 * Streams one conversation as server-sent events, from the version the browser saw last. Every turn reads
 * the store, so nothing is lost or reordered, and what another process stored arrives with the heartbeat.
 */
export function streamConversation(c: Context, { conversations, wakes, log }: StreamDeps, userId: string) {
  let seen = versionOf(c.req.header('last-event-id') ?? c.req.query('after'))
  const sendNews = async (stream: SSEStreamingApi) => {
    const news = await conversations.after(userId, seen)
    for (const message of news.sort((a, b) => a.version - b.version)) {
      await stream.writeSSE({ event: 'message', id: `${message.version}`, data: JSON.stringify(message) })
      seen = message.version
    }
  }
  const listener = wakes.listen(userId)
  return streamSSE(c, async (stream) => {
    stream.onAbort(listener.stop)
    try {
      await stream.writeSSE({ event: 'heartbeat', data: '', retry: RECONNECT_MS })
      await sendUntilClosed(stream, listener, sendNews)
    } catch (err) {
      // The browser comes back by itself and resumes where it was.
      if (!stream.aborted) log.error({ err, userId }, 'a stream broke')
    } finally {
      listener.stop()
    }
  })
}

async function sendUntilClosed(
  stream: SSEStreamingApi,
  listener: Listener,
  sendNews: (stream: SSEStreamingApi) => Promise<void>,
): Promise<void> {
  for (;;) {
    await sendNews(stream)
    const what = await listener.next(HEARTBEAT_MS)
    if (what === 'ended' || stream.aborted) return
    if (what === 'quiet') await stream.writeSSE({ event: 'heartbeat', data: '' })
  }
}

/** The version a browser names; 0, the beginning, for what is none. */
export function versionOf(text: string | undefined): number {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : 0
}
