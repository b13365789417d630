import { hexlify, toUtf8Bytes, verifyMessage } from 'ethers'
import { openSignClient } from '../../test/support/wallet/sign-client.ts'
import { serveSide } from './serve-side.ts'

/** WalletConnect's SDK with nothing around it, its storage in memory. */
const CHAIN = 'eip155:31337'
const [, , relayUrl = ''] = process.argv
process.on('unhandledRejection', () => undefined)
const sdk = await openSignClient(relayUrl)
// What the product does too; without it, people with the same wallet app end each other's pairings.
Object.assign(sdk.engine, { cleanupDuplicatePairings: async () => {} })

serveSide({
  link: async (show) => {
    const eip155 = { chains: [CHAIN], methods: ['personal_sign'], events: [] }
    const { uri = '', approval } = await sdk.connect({ optionalNamespaces: { eip155 } })
    const approved = approval()
    show(uri)
    const { topic, namespaces } = await approved
    const address = namespaces.eip155?.accounts[0]?.split(':')[2] ?? ''
    const message = `Link ${address}`
    const request = { method: 'personal_sign', params: [hexlify(toUtf8Bytes(message)), address] }
    const signature = await sdk.request<string>({ topic, chainId: CHAIN, request })
    if (verifyMessage(message, signature) !== address) throw new Error('signed by another key')
    void sdk.disconnect({ topic, reason: { code: 6_000, message: 'done' } })
  },
  stop: async () => undefined,
})
