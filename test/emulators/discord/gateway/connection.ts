import { GatewayIntentBits, GatewayOpcodes as Op } from 'discord-api-types/v10'
import type { RawData, WebSocket } from 'ws'
import type { z } from 'zod'
import { ClockWindow } from '../clock-window.ts'
import type { Core } from '../core.ts'
import { guildCreatePayload } from '../world/payloads.ts'
import type { GatewayHub } from './hub.ts'
import { membersForm, sendMembers } from './member-chunks.ts'
import {
  CLIENT_OPERATIONS,
  frameForm,
  identifyForm,
  intentRefusal,
  readyPayload,
  resumeForm,
} from './payloads.ts'
import { GatewaySession } from './session.ts'

const CLOSES = {
  4001: 'Unknown opcode.',
  4002: 'Error while decoding payload.',
  4003: 'Not authenticated.',
  4004: 'Authentication failed.',
  4005: 'Already authenticated.',
  4007: 'Invalid seq.',
  4008: 'You are being rate limited.',
  4009: 'Session timed out.',
  4010: 'Invalid shard.',
  4013: 'Invalid intent(s).',
  4014: 'Disallowed intent(s).',
} as const

/** The client broke a rule; the connection is closed with this code. */
class Closing extends Error {
  readonly code: keyof typeof CLOSES

  constructor(code: keyof typeof CLOSES) {
    super(CLOSES[code])
    this.code = code
  }
}

function parse<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data)
  if (!parsed.success) throw new Closing(4002)
  return parsed.data
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const closing = new Closing(4002)
    closing.cause = cause
    throw closing
  }
}

/** One WebSocket connection of a client, from hello to close. */
export class GatewayConnection {
  readonly #core: Core
  readonly #hub: GatewayHub
  readonly #socket: WebSocket
  readonly #sends: ClockWindow
  readonly #heartbeatTimer: NodeJS.Timeout
  #session: GatewaySession | null = null
  #heard = true

  constructor(core: Core, hub: GatewayHub, socket: WebSocket) {
    this.#core = core
    this.#hub = hub
    this.#socket = socket
    this.#sends = new ClockWindow(core.limits.now)
    socket.on('message', (raw: RawData) => this.#receive(String(raw)))
    socket.on('close', () => this.#closed())
    const interval = core.limits.heartbeatIntervalMs
    this.#send({ op: Op.Hello, d: { heartbeat_interval: interval } })
    // The first heartbeat may come a whole interval late, and the network may add to it.
    this.#heartbeatTimer = setInterval(() => this.#checkHeartbeat(), interval * 1.5)
  }

  #send(frame: object): void {
    this.#socket.send(JSON.stringify({ s: null, t: null, ...frame }))
  }

  #closed(): void {
    clearInterval(this.#heartbeatTimer)
    if (this.#session?.socket === this.#socket) this.#session.socket = null
    this.#core.signal.changed()
  }

  #checkHeartbeat(): void {
    if (!this.#heard) this.#socket.close(4009, CLOSES[4009])
    this.#heard = false
  }

  #receive(text: string): void {
    try {
      const { limits } = this.#core
      if (Buffer.byteLength(text) > limits.gatewayPayloadBytes) throw new Closing(4002)
      if (!this.#sends.count('sends', limits.gatewaySends).allowed) throw new Closing(4008)
      const { op, d } = parse(frameForm, decode(text))
      this.#perform(op, d)
    } catch (error) {
      if (!(error instanceof Closing)) throw error
      this.#socket.close(error.code, error.message)
    }
  }

  #perform(op: number, data: unknown): void {
    if (!CLIENT_OPERATIONS.includes(op)) throw new Closing(4001)
    if (op === Op.Heartbeat) this.#heartbeat()
    else if (op === Op.Identify) this.#identify(data)
    else if (op === Op.Resume) this.#resume(data)
    else if (!this.#session) throw new Closing(4003)
    else if (op === Op.RequestGuildMembers) sendMembers(this.#core, this.#session, parse(membersForm, data))
  }

  #heartbeat(): void {
    this.#heard = true
    this.#send({ op: Op.HeartbeatAck })
  }

  #authenticate(token: string): void {
    if (this.#session) throw new Closing(4005)
    if (token.replace(/^Bot /, '') !== this.#core.token) throw new Closing(4004)
  }

  #identify(data: unknown): void {
    const form = parse(identifyForm, data)
    this.#authenticate(form.token)
    const shard = form.shard ?? ([0, 1] as const)
    if (shard[0] >= shard[1]) throw new Closing(4010)
    const refused = intentRefusal(form.intents, this.#core.privileged)
    if (refused) throw new Closing(refused)
    if (!this.#hub.countIdentify(shard[0])) {
      this.#send({ op: Op.InvalidSession, d: false })
      return
    }
    const intents = BigInt(form.intents as number)
    const session = new GatewaySession(this.#hub.newSessionId(), intents, shard, this.#socket)
    this.#session = session
    this.#heard = true
    this.#hub.add(session)
    this.#welcome(session)
  }

  #welcome(session: GatewaySession): void {
    const ready = readyPayload(this.#core, session.id, this.#hub.url(), session.shard)
    session.send('READY', ready)
    const withMembers = (session.intents & BigInt(GatewayIntentBits.GuildPresences)) !== 0n
    if (session.intents & BigInt(GatewayIntentBits.Guilds))
      for (const { id } of ready.guilds)
        session.send('GUILD_CREATE', guildCreatePayload(this.#core, this.#core.world.guild(id), withMembers))
    this.#core.signal.changed()
  }

  #resume(data: unknown): void {
    const form = parse(resumeForm, data)
    this.#authenticate(form.token)
    const session = this.#hub.session(form.session_id)
    if (!session?.canReplay(form.seq ?? 0)) {
      this.#send({ op: Op.InvalidSession, d: false })
      return
    }
    const after = form.seq ?? 0
    if (after > session.sequence) throw new Closing(4007)
    session.socket?.close(4000, 'Resumed elsewhere.')
    session.socket = this.#socket
    this.#session = session
    this.#heard = true
    session.replay(after)
    session.send('RESUMED', {})
    this.#core.signal.changed()
  }
}
