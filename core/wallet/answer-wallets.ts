import { getAddress, isAddress } from 'ethers'
import { ExpectedError } from '../errors.ts'
import { findBy } from '../store/wallet-flows.ts'
import { endFlow } from './end-flow.ts'
import type { FlowFailure, WalletFlow } from './flow.ts'
import type { LinkingDeps } from './linking-deps.ts'
import { relayWish } from './money/relay-wish.ts'
import { offerMessage } from './offer-message.ts'
import { proveFlow } from './prove-flow.ts'
import type { ConnectedWallet, Connector, ConnectorEvents, SignRequest } from './walletconnect/connector.ts'

interface AnswerDeps extends LinkingDeps {
  readonly connector: Connector
  /** Runs work that nobody waits for. */
  run(what: string, work: () => Promise<void>): void
}

const FAILURES: Readonly<Partial<Record<string, FlowFailure>>> = {
  'wallet.badSignature': 'badSignature',
  'wallet.wrongAccount': 'wrongAccount',
  'chain.unreachable': 'unverifiable',
}

/** What happens when wallets connect, sign or go away. What a wallet says of itself is only ever offered to be
 * signed for. */
export function answerWallets(deps: AnswerDeps): ConnectorEvents {
  const { run, connector } = deps
  const fail = (flow: WalletFlow, failure: FlowFailure) => failFlow(deps, flow, failure)
  return {
    onReady: (connected) => {
      for (const wallet of connected) run('a wallet could not be asked again', () => askAgain(deps, wallet))
    },
    onConnected: (wallet) => run('a wallet could not be asked', () => ask(deps, wallet)),
    onNotConnected: (pairingTopic, why) =>
      run('a refusal was lost', async () => {
        const flow = await flowOf(deps, 'pairing_topic', pairingTopic)
        if (flow?.state === 'waiting') await fail(flow, why === 'refused' ? 'refused' : 'unused')
      }),
    onSigned: (sessionTopic, signature) =>
      run('a signature was lost', async () => {
        const flow = await flowOf(deps, 'session_topic', sessionTopic)
        if (flow) await prove(deps, flow, signature)
        else connector.drop([sessionTopic])
      }),
    onNotSigned: (sessionTopic, why) =>
      run('a refusal was lost', async () => {
        const flow = await flowOf(deps, 'session_topic', sessionTopic)
        if (flow?.state === 'signing') await fail(flow, why)
      }),
    onEnded: (sessionTopic) =>
      run('a goodbye was lost', async () => {
        const flow = await flowOf(deps, 'session_topic', sessionTopic)
        if (flow?.state === 'signing') await fail(flow, 'broken')
      }),
  }
}

/** Offers the first account on our chain of a wallet that has just connected a message to sign. */
async function ask(
  deps: AnswerDeps,
  { pairingTopic, sessionTopic, accounts }: ConnectedWallet,
): Promise<void> {
  const { store, clock, origin, connector, onChange } = deps
  const flow = await flowOf(deps, 'pairing_topic', pairingTopic)
  if (flow?.state === 'signing' && flow.sessionTopic === sessionTopic) return
  if (flow?.state !== 'waiting') return connector.drop([sessionTopic])
  const offers = addressesOn(deps.chain.chainId, accounts)
  const address = flow.wish ? offers.find((one) => one === flow.address) : offers[0]
  if (!address) {
    connector.drop([sessionTopic])
    return await failFlow(deps, flow, offers.length > 0 ? 'otherWallet' : 'wrongChain')
  }
  const offered = await store.transaction((trx) =>
    offerMessage(trx, origin, clock.now(), flow, { address, sessionTopic }),
  )
  if (!offered?.message) return connector.drop([sessionTopic])
  connector.sign(sessionTopic, address, requestOf(offered, offered.message))
  onChange(flow.id)
}

/** After a kill: what a wallet was asked before may have been answered to nobody. */
async function askAgain(deps: AnswerDeps, wallet: ConnectedWallet): Promise<void> {
  const flow = await flowOf(deps, 'pairing_topic', wallet.pairingTopic)
  if (flow?.state !== 'signing' || !flow.message || !flow.address) return await ask(deps, wallet)
  deps.connector.sign(wallet.sessionTopic, flow.address, requestOf(flow, flow.message))
}

function requestOf({ wish }: WalletFlow, message: string): SignRequest {
  return { kind: wish ? 'typed' : 'text', message }
}

async function prove(deps: AnswerDeps, flow: WalletFlow, signature: string): Promise<void> {
  try {
    if (flow.wish) await relayWish(deps, flow.id, signature)
    else await proveFlow(deps, flow.id, signature)
    deps.onChange(flow.id)
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown
    const failure = FAILURES[thrown.code]
    // Signed too late, or twice: the flow has moved on.
    if (failure) await failFlow(deps, flow, failure)
  }
}

async function failFlow({ store, clock, onChange }: AnswerDeps, flow: WalletFlow, failure: FlowFailure) {
  if (await store.transaction((trx) => endFlow(trx, clock.now(), flow, failure))) onChange(flow.id)
}

async function flowOf({ store }: AnswerDeps, column: 'pairing_topic' | 'session_topic', topic: string) {
  return await store.transaction((trx) => findBy(trx, column, topic))
}

/** The addresses, with their checksums, that a wallet says it has on a chain. */
function addressesOn(chainId: bigint, accounts: readonly string[]): string[] {
  const prefix = `eip155:${chainId}:`
  return accounts
    .filter((account) => account.startsWith(prefix))
    .map((account) => account.slice(prefix.length))
    .filter((address) => isAddress(address))
    .map((address) => getAddress(address))
}
