import type { APIUser } from 'discord-api-types/v10'
import type { CallLog } from './rest/call-log.ts'
import type { Signal } from './signal.ts'
import type { World } from './world/world.ts'

/** How many requests fit into how many milliseconds. */
export interface Quota {
  limit: number
  perMs: number
}

/** Discord's limits, each of which a test may set otherwise. */
export interface Limits {
  /** Clock of all traffic limits; real time unless a test drives it, as real clients wait in real time. */
  now: () => number
  /** Requests of the bot over all routes but interaction callbacks and webhooks. */
  global: Quota
  /** Per route ("METHOD /path"); '*' is the rest. One bucket per channel, guild or webhook. */
  buckets: Record<string, Quota>
  /** Answers of 401, 403 and 429 until every request is refused. */
  invalidRequests: Quota
  gatewaySends: Quota
  /** Bytes of one payload sent to the gateway. */
  gatewayPayloadBytes: number
  /** Identifies per five seconds and the pause between them. */
  identify: { maxConcurrency: number; perMs: number }
  sessionStarts: number
  heartbeatIntervalMs: number
  /** Time to the first response of an interaction, and life of its token. */
  acknowledgeMs: number
  interactionTokenMs: number
  attachmentBytes: number
  commandCreatesPerDay: number
}

/** The documented values, and for the undocumented buckets what Discord is seen to answer. */
export const DISCORD_LIMITS: Limits = {
  now: Date.now,
  global: { limit: 50, perMs: 1000 },
  buckets: {
    'POST /channels/:channel/messages': { limit: 5, perMs: 5000 },
    'PATCH /channels/:channel/messages/:message': { limit: 5, perMs: 5000 },
    'DELETE /channels/:channel/messages/:message': { limit: 5, perMs: 1000 },
    'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': { limit: 1, perMs: 250 },
    'POST /webhooks/:application/:token': { limit: 5, perMs: 2000 },
    'PATCH /webhooks/:application/:token/messages/:message': { limit: 5, perMs: 2000 },
    'PUT /guilds/:guild/members/:user/roles/:role': { limit: 10, perMs: 10_000 },
    'DELETE /guilds/:guild/members/:user/roles/:role': { limit: 10, perMs: 10_000 },
    '*': { limit: 10, perMs: 1000 },
  },
  invalidRequests: { limit: 10_000, perMs: 600_000 },
  gatewaySends: { limit: 120, perMs: 60_000 },
  gatewayPayloadBytes: 4096,
  identify: { maxConcurrency: 1, perMs: 5000 },
  sessionStarts: 1000,
  heartbeatIntervalMs: 41_250,
  acknowledgeMs: 3000,
  interactionTokenMs: 15 * 60_000,
  attachmentBytes: 10 * 1024 * 1024,
  commandCreatesPerDay: 200,
}

/** Which privileged intents the application was granted in the developer portal. */
export interface PrivilegedIntents {
  members: boolean
  presences: boolean
  messageContent: boolean
}

/** Who may hear of an event: the intent it needs, and whether message content must be hidden without consent. */
export interface Audience {
  intent?: bigint
  /** Set for messages: false hides the content from sessions without the MESSAGE_CONTENT intent. */
  contentVisible?: boolean
}

/** What every part of the emulator works on. */
export interface Core {
  readonly applicationId: string
  readonly token: string
  readonly bot: APIUser
  readonly limits: Limits
  readonly privileged: PrivilegedIntents
  readonly world: World
  readonly calls: CallLog
  readonly signal: Signal
  now(): number
  nextId(): string
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin(): string
  /** Sends an event to every gateway session that may hear of it. */
  dispatch(event: string, data: unknown, audience?: Audience): void
}
