import { WebSocket } from 'ws'
import { DISCORD_LIMITS, type Limits } from './core.ts'
import type { DrivenInteraction } from './drive/driven-interaction.ts'
import type { DiscordEmulator } from './emulator.ts'
import { makeSignal } from './signal.ts'

/** Limits so wide that tests of other rules never meet them. */
export const NO_RATE_LIMITS: Partial<Limits> = {
  global: { limit: 100_000, perMs: 1000 },
  buckets: { '*': { limit: 100_000, perMs: 1000 } },
  identify: { ...DISCORD_LIMITS.identify, perMs: 1 },
}

/** An HTTP answer with its JSON. */
export interface RawAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  body: any
}

/** A bot that sends plain JSON, so that no client library checks anything first. */
export class RawClient {
  readonly #discord: DiscordEmulator
  readonly #token: string | null

  constructor(discord: DiscordEmulator, token: string | null = discord.token) {
    this.#discord = discord
    this.#token = token
  }

  /** Sends a request; bodies that are neither text nor a form become JSON. */
  async call(method: string, path: string, body?: unknown): Promise<RawAnswer> {
    const headers: Record<string, string> = {}
    if (this.#token !== null) headers.authorization = `Bot ${this.#token}`
    const isForm = body instanceof FormData
    if (body !== undefined && !isForm) headers['content-type'] = 'application/json'
    const sent = body === undefined || isForm || typeof body === 'string' ? body : JSON.stringify(body)
    const init: RequestInit = { method, headers, ...(sent === undefined ? {} : { body: sent as BodyInit }) }
    const response = await fetch(`${this.#discord.restApi}/v10${path}`, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined }
  }

  get(path: string): Promise<RawAnswer> {
    return this.call('GET', path)
  }

  post(path: string, body: unknown): Promise<RawAnswer> {
    return this.call('POST', path, body)
  }

  /** Registers global commands. */
  register(commands: unknown[]): Promise<RawAnswer> {
    return this.call('PUT', `/applications/${this.#discord.applicationId}/commands`, commands)
  }

  /** Sends the first response to an interaction. */
  respond(interaction: { id: string; token: string }, type: number, data?: unknown): Promise<RawAnswer> {
    const path = `/interactions/${interaction.id}/${interaction.token}/callback?with_response=true`
    return this.call('POST', path, { type, ...(data === undefined ? {} : { data }) })
  }

  /** Calls the webhook of an interaction (`''`, `/messages/@original`). */
  webhook(interaction: DrivenInteraction, method: string, path = '', body?: unknown): Promise<RawAnswer> {
    return this.call(method, `/webhooks/${this.#discord.applicationId}/${interaction.token}${path}`, body)
  }
}

/** The code of the first error of a 50035 answer below a dotted path. */
export function errorAt(answer: RawAnswer, path: string): string | undefined {
  let node = answer.body.errors
  for (const part of path === '' ? [] : path.split('.')) node = node?.[part]
  return node?._errors?.[0]?.code
}

/** A payload of the gateway. */
export interface Frame {
  op: number
  s?: number | null
  t?: string | null
  // biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of any shape
  d?: any
}

/** A gateway client that sends what it is told. */
export class RawGateway {
  readonly frames: Frame[] = []
  readonly #socket: WebSocket
  readonly #signal = makeSignal()
  #closeCode: number | undefined

  constructor(discord: DiscordEmulator, query = '?v=10&encoding=json') {
    this.#socket = new WebSocket(`${discord.restApi.replace('http', 'ws').replace('/api', '/')}${query}`)
    this.#socket.on('message', (raw) => {
      this.frames.push(JSON.parse(String(raw)) as Frame)
      this.#signal.changed()
    })
    this.#socket.on('close', (code) => {
      this.#closeCode = code
      this.#signal.changed()
    })
  }

  send(frame: unknown): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Awaits the first payload that fits, old ones included. */
  frame(fits: (frame: Frame) => boolean, what = 'a gateway payload'): Promise<Frame> {
    return this.#signal.until(() => this.frames.find(fits), what)
  }

  event(name: string): Promise<Frame> {
    return this.frame(({ t }) => t === name, name)
  }

  /** Awaits the close code. */
  closed(): Promise<number> {
    return this.#signal.until(() => this.#closeCode, 'the connection to close')
  }

  /** Says hello and identifies. */
  async identify(token: string, intents: unknown, more: object = {}): Promise<void> {
    await this.frame(({ op }) => op === 10, 'HELLO')
    this.send({ op: 2, d: { token, intents, properties: { os: 'linux' }, ...more } })
  }

  close(): void {
    this.#socket.close(4900)
  }
}
