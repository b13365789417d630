import type { ConnectedWallet, SignRequest } from './connector.ts'

/** What the thread of the SDK is started with. */
export interface WorkerSettings {
  readonly projectId: string
  /** WalletConnect's own when absent. */
  readonly relayUrl?: string | undefined
  readonly chainId: string
  /** How long a pairing may take. */
  readonly pairMs: number
  /** How wallets show us. */
  readonly metadata: {
    readonly name: string
    readonly description: string
    readonly url: string
    readonly icons: readonly string[]
    readonly redirect: { readonly universal: string }
  }
  readonly entries: readonly (readonly [string, string])[]
}

export type ToWorker =
  | { readonly kind: 'pair'; readonly id: number }
  | {
      readonly kind: 'sign'
      readonly sessionTopic: string
      readonly address: string
      readonly request: SignRequest
    }
  | { readonly kind: 'drop'; readonly topics: readonly string[] }
  /** Entries are in the database. */
  | { readonly kind: 'stored'; readonly id: number }
  | { readonly kind: 'stop' }

export type FromWorker =
  | { readonly kind: 'ready'; readonly connected: readonly ConnectedWallet[] }
  | { readonly kind: 'paired'; readonly id: number; readonly pairingTopic: string; readonly uri: string }
  | { readonly kind: 'notPaired'; readonly id: number; readonly reason: string }
  | { readonly kind: 'connected'; readonly wallet: ConnectedWallet }
  | { readonly kind: 'notConnected'; readonly pairingTopic: string; readonly why: 'refused' | 'expired' }
  | { readonly kind: 'signed'; readonly sessionTopic: string; readonly signature: string }
  | { readonly kind: 'notSigned'; readonly sessionTopic: string; readonly why: 'refused' | 'broken' }
  | { readonly kind: 'ended'; readonly sessionTopic: string }
  | {
      readonly kind: 'store'
      readonly id: number
      readonly entries: readonly (readonly [string, string | null])[]
    }
  | { readonly kind: 'log'; readonly level: 'debug' | 'warn'; readonly reason: string }
  | { readonly kind: 'stopped' }
