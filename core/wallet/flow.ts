import type { Instant } from '../clock.ts'
import type { AccountId, WalletFlowId } from '../ids.ts'

/** How a wallet signs: asked over WalletConnect, or in a browser on our link page. */
export type LinkMethod = 'walletconnect' | 'page'

/**
 * queued: waits for its turn · opening: a pairing is being made · waiting: the person has a code or a link ·
 * signing: the wallet has a message to sign · proven: the signature is right, the person must confirm in the
 * chat · linked: done · asked: the person asked for more than a link (see wallet_changes, wallet_joins) ·
 * failed: see its failure.
 */
export type FlowState =
  | 'queued'
  | 'opening'
  | 'waiting'
  | 'signing'
  | 'proven'
  | 'linked'
  | 'asked'
  | 'failed'

/**
 * Why nothing was linked, each worded as `wallet.failed.<failure>`.
 * refused: the owner of the wallet said no · unused: nobody scanned the code or opened the link in time · late:
 * the time was up before the message was signed, or before the person confirmed · crowded: the place of a code
 * that nobody scanned was needed for others · wrongChain · wrongAccount: signed by another account than the
 * wallet had named · badSignature · broken: the wallet ended the connection or answered with an error ·
 * unreachable: WalletConnect is · unverifiable: the chain could not be asked about a contract wallet · stopped:
 * the person stopped, or began again · unseen: the message in the chat was deleted.
 */
export type FlowFailure =
  | 'refused'
  | 'unused'
  | 'late'
  | 'crowded'
  | 'wrongChain'
  | 'wrongAccount'
  | 'badSignature'
  | 'broken'
  | 'unreachable'
  | 'unverifiable'
  | 'stopped'
  | 'unseen'

/** What signed: a key, a contract (EIP-1271), or a contract that is not deployed yet (ERC-6492). */
export type Holder = 'key' | 'contract' | 'undeployed'

/** One attempt of a person to link a wallet. */
export interface WalletFlow {
  readonly id: WalletFlowId
  readonly accountId: AccountId
  /** Where and as whom they asked: the message to sign names it. */
  readonly platform: string
  readonly platformUserId: string
  readonly handle: string | null
  readonly method: LinkMethod
  readonly state: FlowState
  /** Grows with every change. */
  readonly version: number
  readonly pairingTopic: string | null
  readonly sessionTopic: string | null
  readonly uri: string | null
  readonly nonce: string | null
  /** The address the wallet says it has, with its checksum; proven from state `proven` on. */
  readonly address: string | null
  readonly message: string | null
  readonly holder: Holder | null
  readonly failure: FlowFailure | null
  readonly createdAt: Instant
  readonly shownAt: Instant | null
  readonly deadline: Instant | null
  readonly endedAt: Instant | null
}

/** How long a code can be scanned, and how much of it when others wait for a place. */
export const SCAN_MS = 5 * 60_000
export const SCAN_WHEN_CROWDED_MS = 2 * 60_000
/** How long a one-time link can be used. */
export const LINK_MS = 10 * 60_000
/** How long a message can be signed. */
export const SIGN_MS = 5 * 60_000
/** How long a proven wallet waits for its owner to confirm in the chat. */
export const CONFIRM_MS = 10 * 60_000
/** WalletConnect flows under way at once: beyond that everybody gets slow (measured). */
export const MOST_AT_ONCE = 10
