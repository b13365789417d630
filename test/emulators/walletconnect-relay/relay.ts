import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { clientIdOf } from './client-id.ts'
import { type Letter, Mailbox } from './mailbox.ts'
import { type Method, type Request, type RequestId, readFrame } from './request.ts'

export interface RelayOptions {
  /** On loopback; any free one when absent. */
  readonly port?: number
  /** Milliseconds since the epoch, for the age of messages and tokens. */
  readonly now?: () => number
  /** How often each connection is pinged; clients take a connection for dead 35 seconds after the last. */
  readonly pingMs?: number
}

/** A request as it arrived. */
export interface RelayCall {
  readonly method: Method
  readonly client: string
  readonly tag?: number
}

/** A running relay of WalletConnect's `irn` protocol, and the strings to pull. */
export interface WalletConnectRelay {
  readonly url: string
  readonly calls: readonly RelayCall[]
  /** Connections open now, and ever opened. */
  readonly sockets: { readonly open: number; readonly ever: number }
  /** Clients that proposed a session, so dapps, in the order of their first. */
  proposers(): string[]
  /** Connections a client ever opened. */
  connectionsOf(client: string): number
  /** Cuts every connection without a goodbye; clients come back by themselves. */
  drop(): void
  /** Takes requests and answers none until told otherwise, as a half-dead connection does. */
  hush(isHushed: boolean): void
  /** Goes away; what it keeps for clients stays unless `forget`. */
  stop(options?: { readonly forget?: boolean }): Promise<void>
  /** Comes back at the same address. */
  start(): Promise<void>
}

interface Connection {
  readonly socket: WebSocket
  readonly client: string
  readonly topics: Set<string>
  /** Messages on their way, by the id their acknowledgement will carry. */
  readonly sent: Map<RequestId, Letter>
}

const PING_MS = 30_000
const PROPOSAL = 1_100
const PROPOSAL_RESPONSE = 1_101
const SETTLEMENT = 1_102

/** Starts a relay on loopback. That it keeps messages for whoever comes later, and for how long, is what its
 * clients rely on; the real one is closed. */
export async function startRelay(options: RelayOptions = {}): Promise<WalletConnectRelay> {
  const relay = new Relay(options)
  await relay.start()
  return relay
}

class Relay implements WalletConnectRelay {
  readonly calls: RelayCall[] = []
  readonly #now: () => number
  readonly #pingMs: number
  readonly #mailbox: Mailbox
  readonly #connections = new Set<Connection>()
  #port: number
  readonly #everBy = new Map<string, number>()
  #nextId = 1
  #isHushed = false
  #server: Server | undefined
  #pinging: NodeJS.Timeout | undefined

  constructor({ port = 0, now = Date.now, pingMs = PING_MS }: RelayOptions) {
    this.#port = port
    this.#now = now
    this.#pingMs = pingMs
    this.#mailbox = new Mailbox(now)
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`
  }

  get sockets() {
    const ever = [...this.#everBy.values()].reduce((sum, one) => sum + one, 0)
    return { open: this.#connections.size, ever }
  }

  async start(): Promise<void> {
    const server = createServer((_, response) => response.writeHead(426).end())
    const sockets = new WebSocketServer({ noServer: true })
    server.on('upgrade', (request, socket, head) => {
      const client = this.#authenticate(request)
      if (client === null) socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
      else sockets.handleUpgrade(request, socket, head, (accepted) => this.#accept(accepted, client))
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
    this.#pinging = setInterval(() => {
      for (const { socket } of this.#connections) socket.ping()
    }, this.#pingMs)
  }

  async stop({ forget = false } = {}): Promise<void> {
    clearInterval(this.#pinging)
    if (forget) this.#mailbox.clear()
    const server = this.#server
    this.#server = undefined
    if (!server) return
    const closed = once(server, 'close')
    server.close()
    this.drop()
    server.closeAllConnections()
    await closed
  }

  proposers(): string[] {
    const proposals = this.calls.filter(({ method }) => method === 'wc_proposeSession')
    return [...new Set(proposals.map(({ client }) => client))]
  }

  connectionsOf(client: string): number {
    return this.#everBy.get(client) ?? 0
  }

  drop(): void {
    for (const { socket } of this.#connections) socket.terminate()
  }

  hush(isHushed: boolean): void {
    this.#isHushed = isHushed
  }

  #authenticate({ url = '' }: IncomingMessage): string | null {
    const query = new URL(url, 'http://relay').searchParams
    if (!query.get('projectId')) return null
    try {
      return clientIdOf(query.get('auth') ?? '', this.url, this.#now())
    } catch {
      // Clients are not told why, as by the real one.
      return null
    }
  }

  #accept(socket: WebSocket, client: string): void {
    const connection: Connection = { socket, client, topics: new Set(), sent: new Map() }
    this.#connections.add(connection)
    this.#everBy.set(client, this.connectionsOf(client) + 1)
    socket.on('close', () => this.#connections.delete(connection))
    // Cut connections report it; what matters is that they close.
    socket.on('error', () => undefined)
    socket.on('message', (data) => this.#take(connection, String(data)))
  }

  #take(connection: Connection, text: string): void {
    if (this.#isHushed) return
    const incoming = readFrame(text)
    const { sent, client } = connection
    if (incoming.kind === 'acknowledgement') {
      const letter = sent.get(incoming.id)
      if (letter) this.#mailbox.acknowledge(letter, client)
      sent.delete(incoming.id)
    } else if (incoming.kind === 'refused') {
      send(connection, { id: incoming.id, error: { code: -32_602, message: incoming.reason } })
    } else {
      const { request } = incoming
      this.calls.push({
        method: request.method,
        client,
        ...('tag' in request.params && { tag: request.params.tag }),
      })
      send(connection, { id: request.id, result: this.#serve(connection, request) })
      this.#deliver(topicsOf(request))
    }
  }

  #serve(connection: Connection, { method, params }: Request): unknown {
    const { client, topics } = connection
    switch (method) {
      case 'irn_publish':
        this.#mailbox.put(client, params, params.ttl)
        return true
      case 'irn_subscribe':
        topics.add(params.topic)
        return subscriptionId()
      case 'irn_batchSubscribe':
        for (const topic of params.topics) topics.add(topic)
        return params.topics.map(subscriptionId)
      case 'irn_unsubscribe':
        topics.delete(params.topic)
        return true
      case 'wc_proposeSession': {
        const { pairingTopic: topic, sessionProposal: message, ttl } = params
        topics.add(topic)
        this.#mailbox.put(client, { topic, message, tag: PROPOSAL }, ttl)
        return true
      }
      case 'wc_approveSession': {
        const { pairingTopic, sessionTopic, ttl } = params
        topics.add(sessionTopic)
        const response = {
          topic: pairingTopic,
          message: params.sessionProposalResponse,
          tag: PROPOSAL_RESPONSE,
        }
        this.#mailbox.put(client, response, ttl)
        const settlement = { topic: sessionTopic, message: params.sessionSettlementRequest, tag: SETTLEMENT }
        this.#mailbox.put(client, settlement, ttl)
        return true
      }
    }
  }

  /** Sends everybody what waits for them on these topics and is not on its way to them already. */
  #deliver(touched: readonly string[]): void {
    for (const connection of this.#connections) {
      const { topics, client, sent } = connection
      const waiting = touched
        .filter((topic) => topics.has(topic))
        .flatMap((topic) => this.#mailbox.waiting(topic, client))
      const onTheWay = waiting.length > 0 ? new Set(sent.values()) : new Set()
      for (const letter of waiting.filter((one) => !onTheWay.has(one))) this.#push(connection, letter)
    }
  }

  #push(connection: Connection, letter: Letter): void {
    const id = this.#nextId++
    connection.sent.set(id, letter)
    const { topic, message, tag, publishedAt } = letter
    const data = { topic, message, tag, publishedAt, attestation: '' }
    send(connection, { id, method: 'irn_subscription', params: { id: subscriptionId(), data } })
  }
}

function topicsOf({ params }: Request): string[] {
  if ('topics' in params) return params.topics
  if ('sessionTopic' in params) return [params.pairingTopic, params.sessionTopic]
  return ['topic' in params ? params.topic : params.pairingTopic]
}

function send({ socket }: Connection, frame: object): void {
  socket.send(JSON.stringify({ jsonrpc: '2.0', ...frame }))
}

function subscriptionId(): string {
  return randomBytes(32).toString('hex')
}
