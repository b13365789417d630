import type { ConnectedWallet } from './connector.ts'
import type { WorkerSettings } from './messages.ts'
import type { SdkStorage } from './storage.ts'

// Where there is a global WebSocket the SDK takes it, and then does not learn that a connection is dead: its
// own `ws` sees the relay's pings. This runs in a thread of its own, so nobody else misses the global.
Reflect.deleteProperty(globalThis, 'WebSocket')
const { SignClient } = await import('@walletconnect/sign-client')

export type Sdk = Awaited<ReturnType<typeof SignClient.init>>
type Session = ReturnType<Sdk['session']['getAll']>[number]

/** Starts the SDK on what it stored, speaking to the relay alone. */
export async function startSdk(settings: WorkerSettings, storage: SdkStorage): Promise<Sdk> {
  const { projectId, relayUrl, metadata } = settings
  const sdk = await SignClient.init({
    projectId,
    ...(relayUrl && { relayUrl }),
    metadata: { ...metadata, icons: [...metadata.icons] },
    // It is a type of an abstract class, with no more than these methods.
    storage: storage as never,
    logger: 'silent',
    telemetryEnabled: false,
    customStoragePrefix: 'tagora',
  })
  // Every settled session would end all other people's pairings with wallets of the same make.
  Object.assign(sdk.engine, { cleanupDuplicatePairings: async () => {} })
  // One listener for each person who connects is right.
  for (const { events } of [sdk, sdk.core.relayer, sdk.core.relayer.subscriber]) events.setMaxListeners(0)
  return sdk
}

/** Makes sure of a connection to the relay before a call that needs one: left to itself, each call at once
 * would open a connection of its own, and all but one would stay unused for ever. */
export function createGate({ core: { relayer } }: Sdk): () => Promise<void> {
  // Without a topic to listen to the SDK refuses to connect by its public way.
  const openFirst = () => (relayer as unknown as { connect(): Promise<void> }).connect()
  let opening: Promise<void> | undefined
  const open = async () => {
    try {
      await (relayer.subscriber.hasAnyTopics ? relayer.transportOpen() : openFirst())
    } finally {
      opening = undefined
    }
  }
  return async () => {
    // Whoever only joined the last moments of an attempt that fails makes one of their own.
    for (let isOwn = false; !relayer.connected && !isOwn; ) {
      isOwn = opening === undefined
      opening ??= open()
      await opening.catch((cause: unknown) => {
        if (isOwn) throw cause
      })
    }
    if (!relayer.connected) throw new Error('the relay cannot be reached')
  }
}

export function connectedWallet({ topic, pairingTopic, namespaces }: Session): ConnectedWallet {
  return { pairingTopic, sessionTopic: topic, accounts: namespaces.eip155?.accounts ?? [] }
}
