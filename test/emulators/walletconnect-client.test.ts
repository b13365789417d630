import { hexlify, toUtf8Bytes, verifyMessage } from 'ethers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Client, closeSignClient, openSignClient } from '../support/wallet/sign-client.ts'
import { openTestWallet, type TestWallet } from '../support/wallet/test-wallet.ts'
import { startRelay, type WalletConnectRelay } from './walletconnect-relay/relay.ts'

const CHAIN = 'eip155:31337'

let relay: WalletConnectRelay
let dapp: Client
const wallets: TestWallet[] = []

beforeEach(async () => {
  relay = await startRelay()
  dapp = await openSignClient(relay.url)
})
afterEach(async () => {
  await Promise.all([...wallets.splice(0).map((wallet) => wallet.close()), closeSignClient(dapp)])
  await relay.stop()
})

async function wallet(
  ...behaviour: Parameters<typeof openTestWallet> extends [string, ...infer B] ? B : never
) {
  const opened = await openTestWallet(relay.url, ...behaviour)
  wallets.push(opened)
  return opened
}

async function propose() {
  const namespaces = { eip155: { chains: [CHAIN], methods: ['personal_sign'], events: [] } }
  const { uri = '', approval } = await dapp.connect({ optionalNamespaces: namespaces })
  return { uri, session: approval() }
}

const sign = (topic: string, address: string, message: string) =>
  dapp.request<string>({
    topic,
    chainId: CHAIN,
    request: { method: 'personal_sign', params: [hexlify(toUtf8Bytes(message)), address] },
  })

it('carries the SDK from a proposal to a signature', async () => {
  const { uri, session } = await propose()
  const ann = await wallet()
  await ann.scan(uri)
  const { topic, namespaces } = await session
  expect(namespaces.eip155?.accounts).toEqual([`${CHAIN}:${ann.address}`])
  const signature = await sign(topic, ann.address, 'hello')
  expect(verifyMessage('hello', signature)).toBe(ann.address)
  expect(ann.asked).toEqual(['hello'])
  expect(relay.sockets).toEqual({ open: 2, ever: 2 })
})

it('carries a refusal', async () => {
  const { uri, session } = await propose()
  const ann = await wallet({ onProposal: 'reject' })
  await Promise.all([expect(session).rejects.toMatchObject({ code: 5_000 }), ann.scan(uri)])
})

it('lets the first scanner have the session, and leaves the second with a ghost', async () => {
  const { uri, session } = await propose()
  const [first, second] = [await wallet(), await wallet()]
  await first.scan(uri)
  const { peer } = await session
  await second.scan(uri)
  expect(dapp.session.getAll()).toHaveLength(1)
  expect(peer.publicKey).toBe(dapp.session.getAll()[0]?.peer.publicKey)
})

it('carries an answer over its own restart', async () => {
  const { uri, session } = await propose()
  const ann = await wallet()
  await ann.scan(uri)
  const { topic } = await session
  await relay.stop()
  await relay.start()
  const signature = await sign(topic, ann.address, 'after the storm')
  expect(verifyMessage('after the storm', signature)).toBe(ann.address)
})
