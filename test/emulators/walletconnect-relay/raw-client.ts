import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { createSignal } from '../telegram/signal.ts'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const WAIT_MS = 5_000
const DAY_SECONDS = 86_400

/** What may be said wrongly in a token. */
export interface TokenClaims {
  readonly aud?: string
  readonly exp?: number
  readonly iss?: string
}

export interface Delivery {
  readonly frameId: number
  readonly topic: string
  readonly message: string
  readonly tag: number
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Answer = any

/** A client of the relay that sends plain frames, so that no library checks or hides anything. Connects again
 * as the same client after `open`. */
export class RawClient {
  readonly id: string
  readonly pings = { count: 0 }
  readonly deliveries: Delivery[] = []
  readonly #url: string
  readonly #key: KeyObject
  readonly #signal = createSignal()
  readonly #answers = new Map<number, Answer>()
  #socket: WebSocket | undefined
  #nextId = 1

  constructor(url: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    this.#url = url
    this.#key = privateKey
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
    this.id = `did:key:z${toBase58(Buffer.concat([Buffer.from([0xed, 0x01]), raw]))}`
  }

  /** A token of this client; claims may be wrong. */
  token(nowMs: number, claims: TokenClaims = {}): string {
    const iat = Math.floor(nowMs / 1_000)
    const payload = {
      iss: this.id,
      sub: 'ab'.repeat(32),
      aud: this.#url,
      iat,
      exp: iat + DAY_SECONDS,
      ...claims,
    }
    const signed = [{ alg: 'EdDSA', typ: 'JWT' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${signed}.${sign(null, Buffer.from(signed), this.#key).toString('base64url')}`
  }

  /** Connects; the HTTP status of a refusal, or 101. */
  async open(query: Record<string, string> = {}): Promise<number> {
    const search = new URLSearchParams({ auth: this.token(Date.now()), projectId: 'test', ...query })
    const socket = new WebSocket(`${this.#url}/?${search}`)
    this.#socket = socket
    socket.on('message', (data) => this.#take(JSON.parse(String(data))))
    socket.on('ping', () => {
      this.pings.count += 1
      this.#signal.notify()
    })
    return await new Promise((resolve, reject) => {
      socket.on('open', () => resolve(101))
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', reject)
    })
  }

  /** Sends a request and waits for its answer, `{result}` or `{error}`. */
  async call(method: string, params: object): Promise<Answer> {
    const id = this.#nextId++
    this.send({ id, jsonrpc: '2.0', method, params })
    return await this.until(() => this.#answers.get(id), `the answer to ${method}`)
  }

  send(frame: object): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  acknowledge({ frameId }: Delivery): void {
    this.send({ id: frameId, jsonrpc: '2.0', result: true })
  }

  async until<T>(probe: () => T | undefined | false, what: string): Promise<T> {
    return await this.#signal.until(probe, WAIT_MS, () => what)
  }

  /** Resolves when the relay has taken all that was sent. */
  async reached(): Promise<void> {
    this.#socket?.ping()
    await once(this.#socket as WebSocket, 'pong')
  }

  /** Resolves when the relay has closed the connection. */
  async closed(): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.CLOSED) await once(this.#socket as WebSocket, 'close')
  }

  async close(): Promise<void> {
    this.#socket?.close()
    await this.closed()
  }

  #take(frame: Answer): void {
    if (frame.method === 'irn_subscription') {
      const { topic, message, tag } = frame.params.data
      this.deliveries.push({ frameId: frame.id, topic, message, tag })
    } else this.#answers.set(frame.id, frame)
    this.#signal.notify()
  }
}

/** A topic that no other name gives. */
export function topicOf(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}

function toBase58(bytes: Buffer): string {
  let number = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (; number > 0n; number /= 58n) text = ALPHABET[Number(number % 58n)] + text
  return text
}
