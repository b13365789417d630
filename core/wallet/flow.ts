import type { Instant } from '../clock.ts'
import type { AccountId, AppealId, BatchId, ItemId, PersonId, WalletFlowId } from '../ids.ts'
import type { wishKinds } from '../store/wish-kinds.ts'

/** How a wallet signs: asked over WalletConnect, or in a browser on our link page. */
export type LinkMethod = 'walletconnect' | 'page'
/** none: no wallet is asked, since nothing is to be signed or it is a demo wallet. */
export type FlowMethod = LinkMethod | 'none'

/**
 * queued: waits for its turn · opening: a pairing is being made · waiting: the person has a code or a link ·
 * signing: the wallet has a message to sign · proven: the signature is right, the person must confirm in the
 * chat · linked: done · asked: the person asked for more than a link (see wallet_changes, wallet_joins) ·
 * failed: see its failure.
 * A flow with a wish goes from signing to sent (handed to the chain) and then to done: it is on the chain.
 */
export type FlowState =
  | 'queued'
  | 'opening'
  | 'waiting'
  | 'signing'
  | 'proven'
  | 'linked'
  | 'asked'
  | 'sent'
  | 'done'
  | 'failed'

/**
 * Why nothing was linked, each worded as `wallet.failed.<failure>`.
 * refused: the owner of the wallet said no · unused: nobody scanned the code or opened the link in time · late:
 * the time was up before the message was signed, or before the person confirmed · crowded: the place of a code
 * that nobody scanned was needed for others · wrongChain · wrongAccount: signed by another account than the
 * wallet had named · badSignature · broken: the wallet ended the connection or answered with an error ·
 * unreachable: WalletConnect is · unverifiable: the chain could not be asked about a contract wallet · stopped:
 * the person stopped, or began again · unseen: the message in the chat was deleted. Of wishes alone:
 * otherWallet: signed with another wallet than the linked one · used: the ledger knows the message already, or a
 * later one · tooLittle: less is there than the wish needs · tooEarly, tooLate: the ledger takes it at other times ·
 * contested: somebody else contests the verdict already · reverted: the ledger refused for another reason.
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
  | 'otherWallet'
  | 'used'
  | 'tooLittle'
  | 'tooEarly'
  | 'tooLate'
  | 'contested'
  | 'reverted'

/** What signed: a key, a contract (EIP-1271), or a contract that is not deployed yet (ERC-6492). */
export type Holder = 'key' | 'contract' | 'undeployed'

export type WishKind = (typeof wishKinds)[number]

/** What operators may do with a person's stake: amounts in wei, the end in seconds since 1970. */
export interface SessionTerms {
  readonly lossWei: bigint
  readonly perLabelWei: bigint
  readonly expiry: number
}

/** The verdict somebody contests; see core/store/appeals.ts for each part. */
export interface AppealWish {
  readonly id: AppealId
  readonly personId: PersonId
  readonly itemId: ItemId
  readonly batchId: BatchId
  /** Of the batch on the ledger. */
  readonly batch: number
  readonly position: number
  readonly stage: number
  readonly verdict: 'accepted' | 'rejected'
  readonly reason: string
  readonly isFree: boolean
}

/** What an expert stands by; see core/store/verdict-signatures.ts for each part. */
export interface VerdictWish {
  readonly digest: string
  /** Of the batch on the ledger. */
  readonly batch: number
  readonly openHash: string
  readonly verdicts: string
  readonly positions: readonly number[]
}

/** What an expert stands by of an audit; see core/store/finding-signatures.ts for each part. */
export interface FindingWish {
  readonly digest: string
  /** Of the batch on the ledger. */
  readonly batch: number
  readonly position: number
  readonly draw: number
  readonly verdict: 'accepted' | 'rejected'
}

/** What a person wants of the ledger, and what their signature is bound to. */
export interface MoneyWish {
  readonly kind: WishKind
  /** Of a deposit, a withdrawal, a seat's stake or an appeal's bond, else 0. */
  readonly amountWei: bigint
  /** Of a deposit or a session. */
  readonly session: SessionTerms | null
  /** Of an appeal. */
  readonly appeal: AppealWish | null
  /** Of an expert's verdict. */
  readonly verdict: VerdictWish | null
  /** Of an expert's finding. */
  readonly finding: FindingWish | null
  /** The next of the address on the ledger; of an appeal, that at the court; of what experts sign, which needs none, 0. */
  readonly nonce: bigint
  /** Seconds since 1970 after which a deposit does nothing any more. */
  readonly validBefore: number
}

/** One attempt of a person to link a wallet, or to have it sign what they wish of the ledger. */
export interface WalletFlow {
  readonly id: WalletFlowId
  readonly accountId: AccountId
  /** Where and as whom they asked: the message to sign names it. */
  readonly platform: string
  readonly platformUserId: string
  readonly handle: string | null
  readonly method: FlowMethod
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
  /** Null: the flow links a wallet. */
  readonly wish: MoneyWish | null
  /** The transaction that carries the wish, once it is signed. */
  readonly transactionId: string | null
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
