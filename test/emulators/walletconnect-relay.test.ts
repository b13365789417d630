import { afterEach, expect, it } from 'vitest'
import { RawClient, topicOf } from './walletconnect-relay/raw-client.ts'
import { type RelayOptions, startRelay, type WalletConnectRelay } from './walletconnect-relay/relay.ts'

const TOPIC = topicOf('a topic')
const HOUR_SECONDS = 3_600

let relay: WalletConnectRelay | undefined
let now = Date.now()

async function start(options: RelayOptions = {}): Promise<WalletConnectRelay> {
  now = Date.now()
  relay = await startRelay({ now: () => now, ...options })
  return relay
}

async function connect({ url }: WalletConnectRelay): Promise<RawClient> {
  const client = new RawClient(url)
  expect(await client.open()).toBe(101)
  return client
}

const letter = (message: string, more: object = {}) => ({
  topic: TOPIC,
  message,
  ttl: 300,
  tag: 1108,
  ...more,
})
const texts = (client: RawClient) => client.deliveries.map(({ message }) => message)

afterEach(async () => {
  await relay?.stop()
  relay = undefined
})

it('lets in whoever proves an id meant for this relay, and nobody else', async () => {
  const { url } = await start()
  const client = new RawClient(url)
  const status = (query: Record<string, string>) => new RawClient(url).open(query)
  const stranger = new RawClient(url)
  expect(await client.open()).toBe(101)
  expect(await status({ auth: '' })).toBe(401)
  expect(await status({ auth: 'a.b.c' })).toBe(401)
  expect(await status({ projectId: '' })).toBe(401)
  expect(await status({ auth: client.token(now, { aud: 'wss://relay.example.org' }) })).toBe(401)
  expect(await status({ auth: client.token(now, { exp: Math.floor(now / 1_000) - 1 }) })).toBe(401)
  expect(await status({ auth: stranger.token(now, { iss: client.id }) })).toBe(401)
  await client.close()
})

it('passes a message on to whoever has subscribed, and says so to its sender', async () => {
  const running = await start()
  const [sender, reader] = [await connect(running), await connect(running)]
  expect((await reader.call('irn_subscribe', { topic: TOPIC })).result).toMatch(/^[0-9a-f]{64}$/)
  expect((await sender.call('irn_publish', letter('hello'))).result).toBe(true)
  await reader.until(() => reader.deliveries.length === 1, 'the message')
  expect(reader.deliveries).toMatchObject([{ topic: TOPIC, message: 'hello', tag: 1108 }])
})

it('keeps a message for whoever comes later, until they acknowledge it', async () => {
  const running = await start()
  const [sender, reader] = [await connect(running), await connect(running)]
  await sender.call('irn_publish', letter('early'))
  await reader.call('irn_subscribe', { topic: TOPIC })
  await reader.until(() => reader.deliveries.length === 1, 'the message')
  await reader.close()

  await reader.open()
  await reader.call('irn_subscribe', { topic: TOPIC })
  await reader.until(() => reader.deliveries.length === 2, 'the same message again')
  reader.acknowledge(reader.deliveries[1] as never)
  await reader.call('irn_unsubscribe', { topic: TOPIC, id: 'any' })
  await reader.close()
  await reader.open()
  await reader.call('irn_subscribe', { topic: TOPIC })
  await sender.call('irn_publish', letter('late'))
  await reader.until(() => reader.deliveries.length === 3, 'the next message')
  expect(texts(reader)).toEqual(['early', 'early', 'late'])
})

it('forgets a message when its time is over', async () => {
  const running = await start()
  const [sender, reader] = [await connect(running), await connect(running)]
  await sender.call('irn_publish', letter('brief', { ttl: 300 }))
  await sender.call('irn_publish', letter('lasting', { ttl: HOUR_SECONDS }))
  now += 301_000
  await reader.call('irn_subscribe', { topic: TOPIC })
  await reader.until(() => reader.deliveries.length === 1, 'the lasting message')
  expect(texts(reader)).toEqual(['lasting'])
})

it('never gives a message back to its sender, not even after the sender came again', async () => {
  const running = await start()
  const [sender, reader] = [await connect(running), await connect(running)]
  await sender.call('irn_subscribe', { topic: TOPIC })
  await sender.call('irn_publish', letter('from me'))
  await sender.close()
  await sender.open()
  await sender.call('irn_subscribe', { topic: TOPIC })
  await reader.call('irn_subscribe', { topic: TOPIC })
  await reader.call('irn_publish', letter('to me'))
  await sender.until(() => sender.deliveries.length === 1, 'the answer')
  expect(texts(sender)).toEqual(['to me'])
})

it('subscribes to many topics at once, five hundred at most', async () => {
  const client = await connect(await start())
  const topics = Array.from({ length: 501 }, (_, at) => topicOf(`topic ${at}`))
  const { result } = await client.call('irn_batchSubscribe', { topics: topics.slice(0, 500) })
  expect(new Set(result).size).toBe(500)
  expect((await client.call('irn_batchSubscribe', { topics })).error.message).toContain('topics')
})

it('takes a proposal and subscribes its sender to the answer', async () => {
  const running = await start()
  const [dapp, wallet] = [await connect(running), await connect(running)]
  const proposal = { pairingTopic: TOPIC, sessionProposal: 'propose', ttl: 300 }
  expect((await dapp.call('wc_proposeSession', proposal)).result).toBe(true)
  await wallet.call('irn_subscribe', { topic: TOPIC })
  await wallet.until(() => wallet.deliveries.length === 1, 'the proposal')
  expect(wallet.deliveries).toMatchObject([{ message: 'propose', tag: 1100 }])

  const sessionTopic = topicOf('a session')
  await dapp.call('irn_subscribe', { topic: sessionTopic })
  await wallet.call('wc_approveSession', {
    pairingTopic: TOPIC,
    sessionTopic,
    sessionProposalResponse: 'yes',
    sessionSettlementRequest: 'settle',
    ttl: 300,
  })
  await dapp.until(() => dapp.deliveries.length === 2, 'both answers')
  expect(dapp.deliveries.map(({ tag, topic }) => [tag, topic])).toEqual([
    [1101, TOPIC],
    [1102, sessionTopic],
  ])
  await dapp.call('irn_publish', letter('to the wallet', { topic: sessionTopic }))
  await wallet.until(() => wallet.deliveries.length === 2, 'a message of the session')
})

it('refuses what it does not know or cannot read', async () => {
  const client = await connect(await start())
  expect((await client.call('irn_sing', {})).error.message).toContain('irn_sing')
  expect((await client.call('irn_publish', letter('x', { topic: 'short' }))).error.message).toContain('topic')
  expect((await client.call('irn_publish', letter('x', { ttl: 0 }))).error.message).toContain('ttl')
})

it('pings every connection', async () => {
  const client = await connect(await start({ pingMs: 5 }))
  await client.until(() => client.pings.count >= 2, 'two pings')
})

it('can cut connections, go away and come back with what it kept', async () => {
  const running = await start()
  const [sender, reader] = [await connect(running), await connect(running)]
  await sender.call('irn_publish', letter('kept'))
  running.drop()
  await Promise.all([sender.closed(), reader.closed()])
  await running.stop()
  await expect(reader.open()).rejects.toThrow('ECONNREFUSED')
  await running.start()
  await reader.open()
  await reader.call('irn_subscribe', { topic: TOPIC })
  await reader.until(() => reader.deliveries.length === 1, 'the kept message')
  expect(running.sockets).toEqual({ open: 1, ever: 3 })

  await running.stop({ forget: true })
  await running.start()
  await sender.open()
  await sender.call('irn_subscribe', { topic: TOPIC })
  await reader.open()
  await reader.call('irn_publish', letter('new'))
  await sender.until(() => sender.deliveries.length === 1, 'the new message')
  expect(texts(sender)).toEqual(['new'])
})

it('can fall silent with its connections open', async () => {
  const running = await start()
  const client = await connect(running)
  running.hush(true)
  client.send({ id: 99, jsonrpc: '2.0', method: 'irn_publish', params: letter('unheard') })
  await client.reached()
  running.hush(false)
  await client.call('irn_subscribe', { topic: TOPIC })
  expect(running.sockets.open).toBe(1)
  expect(running.calls.map(({ method }) => method)).toEqual(['irn_subscribe'])
})
