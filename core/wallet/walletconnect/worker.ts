import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../../errors.ts'
import type { SignRequest } from './connector.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts'
import { connectedWallet, createGate, startSdk } from './sdk.ts'
import { createSdkStorage } from './storage.ts'
import { within } from './time-limit.ts'

/** The least the SDK takes. Whoever is asked to sign has no longer either. */
const SIGN_SECONDS = 300
const DROP_MS = 20_000
const USER_DISCONNECTED = { code: 6_000, message: 'User disconnected.' }

const settings = workerData as WorkerSettings
const post = (message: FromWorker) => parentPort?.postMessage(message)
const log = (level: 'debug' | 'warn', reason: string) => post({ kind: 'log', level, reason })
// The SDK rejects promises that nobody holds, for every proposal and request that expires.
process.on('unhandledRejection', (thrown) => log('debug', `dropped by the SDK: ${describe(thrown)}`))

const stored = new Map<number, () => void>()
let writes = 0
const storage = createSdkStorage(settings.entries, (entries) => {
  const id = ++writes
  post({ kind: 'store', id, entries })
  return new Promise((resolve) => stored.set(id, resolve))
})
const sdk = await startSdk(settings, storage)
const connectFirst = createGate(sdk)

sdk.on('session_connect', ({ session }) => {
  // Before anybody is asked for a signature: a kill must not leave the wallet with a session we forgot.
  void storage.flush().then(() => post({ kind: 'connected', wallet: connectedWallet(session) }))
})
sdk.on('session_delete', ({ topic }) => post({ kind: 'ended', sessionTopic: topic }))
sdk.on('session_expire', ({ topic }) => post({ kind: 'ended', sessionTopic: topic }))

/** The SDK forgets who waits for a proposal when it restarts, and then drops the wallet's refusal. */
for (const { id, pairingTopic } of sdk.proposal.getAll()) {
  const engine = sdk.engine as unknown as {
    events: { once(event: string, listener: (event: object) => void): void }
  }
  engine.events.once(`session_connect:${id}`, (event) => {
    if ('error' in event && event.error) refuse(pairingTopic, event.error)
  })
}

async function openPairing(): Promise<{ pairingTopic: string; uri: string }> {
  await connectFirst()
  const { uri, approval } = await sdk.connect({
    optionalNamespaces: {
      eip155: {
        chains: [settings.chainId],
        methods: ['personal_sign', 'eth_sendTransaction', 'eth_signTypedData_v4'],
        events: [],
      },
    },
  })
  const pairingTopic = /^wc:([0-9a-f]{64})@2/.exec(uri ?? '')?.[1]
  if (!uri || !pairingTopic) throw new Error('the SDK gave no address of version 2')
  // At once: an answer that comes before anybody asks for it is lost. `session_connect` tells of success.
  approval().catch((thrown: unknown) => refuse(pairingTopic, thrown))
  await storage.flush()
  return { pairingTopic, uri }
}

function refuse(pairingTopic: string, thrown: unknown): void {
  const isExpired = /expired/i.test(describe(thrown))
  post({ kind: 'notConnected', pairingTopic, why: isExpired ? 'expired' : 'refused' })
}

async function pair(id: number): Promise<void> {
  try {
    const pairing = await within(settings.pairMs, 'opening a pairing', openPairing(), (late) =>
      drop([late.pairingTopic]),
    )
    post({ kind: 'paired', id, ...pairing })
  } catch (thrown) {
    post({ kind: 'notPaired', id, reason: describe(thrown) })
  }
}

async function sign({ sessionTopic, address, request }: Extract<ToWorker, { kind: 'sign' }>): Promise<void> {
  try {
    await connectFirst()
    const signature: unknown = await sdk.request({
      topic: sessionTopic,
      chainId: settings.chainId,
      expiry: SIGN_SECONDS,
      request: callOf(address, request),
    })
    if (typeof signature === 'string') post({ kind: 'signed', sessionTopic, signature })
    else post({ kind: 'notSigned', sessionTopic, why: 'broken' })
  } catch (thrown) {
    const isRefusal = [4_001, 5_000, 5_001, 5_002].includes(Number((thrown as { code?: unknown })?.code))
    log('debug', `not signed: ${describe(thrown)}`)
    post({ kind: 'notSigned', sessionTopic, why: isRefusal ? 'refused' : 'broken' })
  }
}

function callOf(address: string, { kind, message }: SignRequest) {
  if (kind === 'typed') return { method: 'eth_signTypedData_v4', params: [address, message] }
  return { method: 'personal_sign', params: [`0x${Buffer.from(message, 'utf8').toString('hex')}`, address] }
}

function drop(topics: readonly string[]): void {
  for (const topic of topics) {
    if (!sdk.session.keys.includes(topic) && !sdk.core.pairing.pairings.keys.includes(topic)) continue
    const ending = connectFirst().then(() => sdk.disconnect({ topic, reason: USER_DISCONNECTED }))
    within(DROP_MS, 'disconnecting', ending, () => undefined).catch((thrown: unknown) =>
      log('debug', `not dropped: ${describe(thrown)}`),
    )
  }
}

/** The connection ends with the thread. */
async function stop(): Promise<void> {
  await storage.flush()
  post({ kind: 'stopped' })
}

/** Wallets and the SDK throw anything: errors, objects, plain text. */
function describe(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message)
  return reasonOf(thrown)
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'pair') void pair(message.id)
  else if (message.kind === 'sign') void sign(message)
  else if (message.kind === 'drop') drop(message.topics)
  else if (message.kind === 'stop') void stop()
  else {
    stored.get(message.id)?.()
    stored.delete(message.id)
  }
})
post({ kind: 'ready', connected: sdk.session.getAll().map(connectedWallet) })
