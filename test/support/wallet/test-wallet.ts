import { getBytes, toUtf8String, Wallet } from 'ethers'
import { type Client, closeSignClient, openSignClient } from './sign-client.ts'

/** What a wallet does, and its owner in it. */
export interface Behaviour {
  readonly onProposal?: 'approve' | 'reject' | 'ignore'
  /** Accounts it claims to have (`eip155:<chain>:<address>`), given those it was asked for. */
  readonly accounts?: (address: string, chains: readonly string[]) => readonly string[]
  /** What it answers when asked to sign; null to refuse, never resolving to keep silent. */
  readonly sign?: (message: string, signer: Wallet) => Promise<string | null>
}

/** A wallet app on WalletConnect's own SDK. */
export interface TestWallet {
  readonly address: string
  /** What it was asked to sign. */
  readonly asked: readonly string[]
  /** Ids of the sessions it believes to have. */
  sessions(): readonly string[]
  /** Scans a QR code: resolves when the wallet knows the pairing. */
  scan(uri: string): Promise<void>
  close(): Promise<void>
}

const REFUSED = { code: 5_000, message: 'User rejected.' }
const REFUSED_TO_SIGN = { code: 4_001, message: 'User rejected the request.' }

export async function openTestWallet(
  relayUrl: string,
  behaviour: Behaviour = {},
  signer: Wallet = new Wallet(Wallet.createRandom().privateKey),
): Promise<TestWallet> {
  const client = await openSignClient(relayUrl)
  const asked: string[] = []
  answerProposals(client, behaviour, signer.address)
  answerRequests(client, behaviour, signer, asked)
  return {
    address: signer.address,
    asked,
    sessions: () => client.session.keys,
    scan: async (uri) => {
      await client.pair({ uri })
    },
    close: () => closeSignClient(client),
  }
}

function answerProposals(client: Client, behaviour: Behaviour, address: string): void {
  const { onProposal = 'approve', accounts = allOf } = behaviour
  client.on('session_proposal', async ({ id, params }) => {
    if (onProposal === 'ignore') return
    if (onProposal === 'reject') return await client.reject({ id, reason: REFUSED })
    const wanted = { ...params.optionalNamespaces, ...params.requiredNamespaces }.eip155
    const given = [...accounts(address, wanted?.chains ?? [])]
    const chains = [...new Set(given.map((account) => account.split(':').slice(0, 2).join(':')))]
    const eip155 = { chains, accounts: given, methods: wanted?.methods ?? [], events: wanted?.events ?? [] }
    // What comes of it is up to the other side: the session may be gone before it is settled.
    await client.approve({ id, namespaces: { eip155 } }).catch(() => undefined)
  })
}

function allOf(address: string, chains: readonly string[]): string[] {
  return chains.map((chain) => `${chain}:${address}`)
}

function answerRequests(
  client: Client,
  { sign = signMessage }: Behaviour,
  signer: Wallet,
  asked: string[],
): void {
  client.on('session_request', async ({ id, topic, params }) => {
    const message = toUtf8String(getBytes(params.request.params[0]))
    asked.push(message)
    const result = await sign(message, signer)
    const answer = result === null ? { error: REFUSED_TO_SIGN } : { result }
    await client.respond({ topic, response: { id, jsonrpc: '2.0', ...answer } }).catch(() => undefined)
  })
}

function signMessage(message: string, signer: Wallet): Promise<string> {
  return signer.signMessage(message)
}
