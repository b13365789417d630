// The SDK takes the global WebSocket where there is one, and then never learns that a connection died.
Reflect.deleteProperty(globalThis, 'WebSocket')
const { SignClient } = await import('@walletconnect/sign-client')

export type Client = Awaited<ReturnType<typeof SignClient.init>>
type Options = NonNullable<Parameters<typeof SignClient.init>[0]>

let count = 0

/** A client of WalletConnect's own SDK that speaks to one relay and nobody else. */
export async function openSignClient(relayUrl: string, options: Options = {}): Promise<Client> {
  // Two clients with one prefix would share everything.
  count += 1
  const client = await SignClient.init({
    projectId: 'test',
    relayUrl,
    telemetryEnabled: false,
    customStoragePrefix: `test-${process.pid}-${count}`,
    logger: 'silent',
    metadata: { name: 'A test', description: 'A test', url: 'https://example.org', icons: [] },
    ...options,
  })
  // Asks a server of WalletConnect's whether a dapp is known to be evil.
  client.core.verify.resolve = async () => undefined as never
  return client
}

/** Ends a client with its connection and all its timers. */
export async function closeSignClient(client: Client): Promise<void> {
  client.core.heartbeat.stop()
  await client.core.relayer.transportClose()
}
