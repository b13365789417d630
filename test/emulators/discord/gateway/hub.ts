import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { GatewayOpcodes } from 'discord-api-types/v10'
import { type WebSocket, WebSocketServer } from 'ws'
import { ClockWindow } from '../clock-window.ts'
import type { Audience, Core } from '../core.ts'
import type { Route } from '../rest/route.ts'
import { GatewayConnection } from './connection.ts'
import type { GatewaySession } from './session.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The gateway: accepts connections, keeps sessions, spreads events. */
export class GatewayHub {
  readonly #core: () => Core
  readonly #sessions = new Map<string, GatewaySession>()
  #identifies: ClockWindow | null = null
  #server: WebSocketServer | null = null

  constructor(core: () => Core) {
    this.#core = core
  }

  /** Starts to accept WebSocket connections on the HTTP server. */
  attach(server: Server): void {
    this.#server = new WebSocketServer({ server })
    this.#server.on('connection', (socket: WebSocket, request: IncomingMessage) => {
      const query = new URL(request.url ?? '/', 'http://gateway').searchParams
      if (query.get('v') !== '10') return socket.close(4012, 'Invalid API version.')
      if (query.get('encoding') !== 'json' || query.get('compress'))
        return socket.close(4002, 'Only uncompressed JSON is spoken here.')
      new GatewayConnection(this.#core(), this, socket)
    })
  }

  /** Closes every connection. */
  close(): void {
    for (const client of this.#server?.clients ?? []) client.terminate()
    this.#server?.close()
  }

  url(): string {
    return this.#core().origin().replace('http', 'ws')
  }

  newSessionId(): string {
    return randomBytes(16).toString('hex')
  }

  session(id: string): GatewaySession | undefined {
    return this.#sessions.get(id)
  }

  add(session: GatewaySession): void {
    this.#sessions.set(session.id, session)
  }

  /** Sessions with a live connection. */
  connected(): number {
    return [...this.#sessions.values()].filter(({ socket }) => socket !== null).length
  }

  /** Counts an identify: one per concurrency key and five seconds, a thousand a day. */
  countIdentify(shard: number): boolean {
    const { identify, sessionStarts, now } = this.#core().limits
    this.#identifies ??= new ClockWindow(now)
    const key = `shard ${shard % identify.maxConcurrency}`
    if (!this.#identifies.count(key, { limit: 1, perMs: identify.perMs }).allowed) return false
    return this.#identifies.count('day', { limit: sessionStarts, perMs: DAY_MS }).allowed
  }

  /** Spreads an event over the sessions that may hear of it. */
  dispatch(event: string, data: unknown, audience: Audience = {}): void {
    const guildId = (data as { guild_id?: string }).guild_id
    for (const session of this.#sessions.values())
      if (session.hears(audience, guildId)) session.send(event, data, audience)
  }

  /**
   * Breaks all connections. A resumable session is kept and gets what it missed on resuming; others are
   * forgotten.
   */
  drop(resumable: boolean): void {
    for (const session of [...this.#sessions.values()]) {
      if (!resumable) this.#sessions.delete(session.id)
      const socket = session.socket
      session.socket = null
      socket?.close(resumable ? 4000 : 4009, resumable ? 'Unknown error.' : 'Session timed out.')
    }
  }

  /** Asks clients to reconnect and resume, as Discord does every few hours. */
  requestReconnect(): void {
    for (const { socket } of this.#sessions.values())
      socket?.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null, s: null, t: null }))
  }

  /** GET /gateway and /gateway/bot. */
  routes(): Route[] {
    return [
      { method: 'GET', path: '/gateway', handle: () => ({ status: 200, body: { url: this.url() } }) },
      {
        method: 'GET',
        path: '/gateway/bot',
        handle: (core) => {
          const { sessionStarts, identify, now } = core.limits
          this.#identifies ??= new ClockWindow(now)
          const left = this.#identifies.peek('day', { limit: sessionStarts, perMs: DAY_MS })
          const limit = {
            total: sessionStarts,
            remaining: left.remaining,
            reset_after: Math.max(0, left.resetAtMs - now()),
            max_concurrency: identify.maxConcurrency,
          }
          return { status: 200, body: { url: this.url(), shards: 1, session_start_limit: limit } }
        },
      },
    ]
  }
}
