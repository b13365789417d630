import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10'
import type { WebSocket } from 'ws'
import type { Audience } from '../core.ts'
import { withoutContent } from '../world/messages.ts'

/** Events kept for resuming; a session that missed more cannot be resumed. */
const MOST_KEPT = 5000

const CONTENT = BigInt(GatewayIntentBits.MessageContent)

/** A gateway session: outlives its connection and keeps what was sent, for resuming. */
export class GatewaySession {
  readonly id: string
  readonly intents: bigint
  readonly shard: readonly [number, number]
  socket: WebSocket | null
  #sequence = 0
  #sent: { sequence: number; text: string }[] = []

  constructor(id: string, intents: bigint, shard: readonly [number, number], socket: WebSocket) {
    this.id = id
    this.intents = intents
    this.shard = shard
    this.socket = socket
  }

  /** Number of the last event sent. */
  get sequence(): number {
    return this.#sequence
  }

  /** Whether the session asked for such events, and its shard is in charge of the guild. */
  hears(audience: Audience, guildId: string | undefined): boolean {
    const [index, count] = this.shard
    const inCharge = guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count))
    if (inCharge !== index) return false
    return audience.intent === undefined || (this.intents & audience.intent) !== 0n
  }

  /** Sends an event, or keeps it until the client resumes. */
  send(event: string, data: unknown, audience: Audience = {}): void {
    const hidden = audience.contentVisible === false && (this.intents & CONTENT) === 0n
    const shown = hidden ? withoutContent(data as object) : data
    this.#sequence += 1
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, s: this.#sequence, t: event, d: shown })
    this.#sent.push({ sequence: this.#sequence, text })
    if (this.#sent.length > 2 * MOST_KEPT) this.#sent = this.#sent.slice(-MOST_KEPT)
    this.socket?.send(text)
  }

  /** Whether everything after a sequence number is still kept. */
  canReplay(after: number): boolean {
    const [oldest] = this.#sent
    return oldest === undefined || oldest.sequence <= after + 1
  }

  /** Sends again what came after a sequence number. */
  replay(after: number): void {
    for (const { sequence, text } of this.#sent) if (sequence > after) this.socket?.send(text)
  }
}
