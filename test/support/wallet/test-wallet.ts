import { Worker } from 'node:worker_threads'
import { Wallet } from 'ethers'
import { createSignal, type Signal } from '../../emulators/telegram/signal.ts'
import { signTypedJson } from './inject-wallet.ts'
import type { FromWallets, ToWallets } from './wallet-messages.ts'

/** What a wallet does, and its owner in it. */
export interface Behaviour {
  readonly onProposal?: 'approve' | 'reject' | 'ignore'
  /** Accounts it claims to have (`eip155:<chain>:<address>`), given those it was asked for. */
  readonly accounts?: (address: string, chains: readonly string[]) => readonly string[]
  /** What it answers when asked to sign; null to refuse, never resolving to keep silent. */
  readonly sign?: (message: string, signer: Wallet) => Promise<unknown>
}

/** A wallet app on WalletConnect's own SDK. */
export interface TestWallet {
  readonly address: string
  /** What it was asked to sign. */
  readonly asked: readonly string[]
  /** Topics of the sessions it believes to have. */
  readonly sessions: readonly string[]
  /** Scans a QR code: resolves when the wallet knows the pairing. */
  scan(uri: string): Promise<void>
  /** Resolves once the other side has ended a session. */
  untilEnded(): Promise<void>
  /** Resolves once it was asked to sign; with the message. */
  untilAsked(): Promise<string>
  close(): Promise<void>
}

interface Inside {
  readonly behaviour: Behaviour
  readonly signer: Wallet
  readonly signal: Signal
  readonly asked: string[]
  sessions: readonly string[]
  isOpen: boolean
  hasEnded: boolean
}

const WAIT_MS = 30_000
const wallets = new Map<number, Inside>()
const calls = new Map<number, () => void>()
let thread: Worker | undefined
let count = 0

/** Opens a wallet. All of them share a thread, in which what the SDK throws at nobody stays. */
export async function openTestWallet(
  relayUrl: string,
  behaviour: Behaviour = {},
  signer: Wallet = new Wallet(Wallet.createRandom().privateKey),
): Promise<TestWallet> {
  const wallet = ++count
  const inside: Inside = {
    behaviour,
    signer,
    signal: createSignal(),
    asked: [],
    sessions: [],
    isOpen: false,
    hasEnded: false,
  }
  wallets.set(wallet, inside)
  post({ kind: 'open', wallet, relayUrl })
  const until = <T>(probe: () => T | undefined | false, what: string) =>
    inside.signal.until(probe, WAIT_MS, () => what)
  await until(() => inside.isOpen, 'an open wallet')
  return {
    address: signer.address,
    asked: inside.asked,
    get sessions() {
      return inside.sessions
    },
    scan: (uri) => call((id) => ({ kind: 'scan', wallet, call: id, uri })),
    untilEnded: async () => {
      await until(() => inside.hasEnded, 'the end of a session')
    },
    untilAsked: () => until(() => inside.asked.at(-1), 'a message to sign'),
    close: () => call((id) => ({ kind: 'close', wallet, call: id })),
  }
}

function post(message: ToWallets): void {
  if (!thread) {
    thread = new Worker(new URL('./wallet-thread.ts', import.meta.url))
    thread.on('message', (told: FromWallets) => void take(told))
    thread.unref()
  }
  thread.postMessage(message)
}

function call(make: (id: number) => ToWallets): Promise<void> {
  const id = ++count
  return new Promise((resolve) => {
    calls.set(id, resolve)
    post(make(id))
  })
}

async function take(told: FromWallets): Promise<void> {
  if (told.kind === 'done') return calls.get(told.call)?.()
  const inside = wallets.get(told.wallet)
  if (!inside) return
  const { behaviour, signer, signal, asked } = inside
  if (told.kind === 'opened') inside.isOpen = true
  else if (told.kind === 'sessions') {
    inside.sessions = told.topics
    inside.hasEnded ||= told.ended
  } else if (told.kind === 'proposed') answerProposal(told, behaviour, signer.address)
  else {
    asked.push(told.message)
    signal.notify()
    const { wallet, topic, request, message, isTyped } = told
    const usual = isTyped ? signTyped : signMessage
    const result = await (behaviour.sign ?? usual)(message, signer)
    post({ kind: 'answerRequest', wallet, topic, request, result })
  }
  signal.notify()
}

function answerProposal(
  { wallet, proposal, chains }: Extract<FromWallets, { kind: 'proposed' }>,
  { onProposal = 'approve', accounts = allOf }: Behaviour,
  address: string,
): void {
  if (onProposal === 'ignore') return
  const given = onProposal === 'reject' ? null : [...accounts(address, chains)]
  post({ kind: 'answerProposal', wallet, proposal, accounts: given })
}

function allOf(address: string, chains: readonly string[]): string[] {
  return chains.map((chain) => `${chain}:${address}`)
}

function signMessage(message: string, signer: Wallet): Promise<string> {
  return signer.signMessage(message)
}

function signTyped(json: string, signer: Wallet): Promise<string> {
  return signTypedJson(signer, json)
}
