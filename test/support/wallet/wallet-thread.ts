import { parentPort } from 'node:worker_threads'
import { type Client, closeSignClient, openSignClient } from './sign-client.ts'
import type { FromWallets, ToWallets } from './wallet-messages.ts'

const REFUSED = { code: 5_000, message: 'User rejected.' }
const REFUSED_TO_SIGN = { code: 4_001, message: 'User rejected the request.' }

const clients = new Map<number, Client>()
const post = (message: FromWallets) => parentPort?.postMessage(message)
// The SDK drops promises that reject; in a wallet app nobody would notice.
process.on('unhandledRejection', () => undefined)

async function open(wallet: number, relayUrl: string): Promise<void> {
  const client = await openSignClient(relayUrl)
  clients.set(wallet, client)
  const tellSessions = (ended: boolean) =>
    post({ kind: 'sessions', wallet, topics: client.session.keys, ended })
  client.on('session_proposal', ({ id, params }) => {
    const wanted = { ...params.optionalNamespaces, ...params.requiredNamespaces }.eip155
    post({ kind: 'proposed', wallet, proposal: id, chains: wanted?.chains ?? [] })
  })
  client.on('session_request', ({ id, topic, params }) => {
    const { method, params: given } = params.request
    const isTyped = method === 'eth_signTypedData_v4'
    const message = isTyped
      ? String(given[1])
      : Buffer.from(String(given[0]).slice(2), 'hex').toString('utf8')
    post({ kind: 'asked', wallet, topic, request: id, message, isTyped })
  })
  client.on('session_delete', () => tellSessions(true))
  post({ kind: 'opened', wallet })
}

async function answerProposal({
  wallet,
  proposal: id,
  accounts,
}: Extract<ToWallets, { kind: 'answerProposal' }>) {
  const client = clientOf(wallet)
  if (!accounts) return await client.reject({ id, reason: REFUSED })
  const chains = [...new Set(accounts.map((account) => account.split(':').slice(0, 2).join(':')))]
  const wanted = client.proposal.get(id).optionalNamespaces.eip155
  const eip155 = {
    chains,
    accounts: [...accounts],
    methods: wanted?.methods ?? [],
    events: wanted?.events ?? [],
  }
  await client.approve({ id, namespaces: { eip155 } })
  post({ kind: 'sessions', wallet, topics: client.session.keys, ended: false })
}

async function take(message: ToWallets): Promise<void> {
  const { kind, wallet } = message
  if (kind === 'open') await open(wallet, message.relayUrl)
  else if (kind === 'scan') await clientOf(wallet).pair({ uri: message.uri })
  else if (kind === 'answerProposal') await answerProposal(message)
  else if (kind === 'answerRequest') {
    const { topic, request: id, result } = message
    const answer = result === null ? { error: REFUSED_TO_SIGN } : { result }
    await clientOf(wallet).respond({ topic, response: { id, jsonrpc: '2.0', ...answer } })
  } else await closeSignClient(clientOf(wallet))
  if ('call' in message) post({ kind: 'done', call: message.call })
}

function clientOf(wallet: number): Client {
  const client = clients.get(wallet)
  if (!client) throw new Error(`there is no wallet ${wallet}`)
  return client
}

parentPort?.on('message', (message: ToWallets) => {
  // What comes of an answer is up to the other side: the session may be gone before it arrives.
  void take(message).catch(() => {
    if ('call' in message) post({ kind: 'done', call: message.call })
  })
})
