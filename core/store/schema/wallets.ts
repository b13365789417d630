import type { Generated, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type {
  AccountId,
  AnnotationId,
  LockId,
  WalletChangeId,
  WalletFlowId,
  WalletJoinId,
} from '../../ids.ts'
import type { Flag, JsonText, WeiText } from './values.ts'

/** The ledger of one address. */
export interface WalletRow {
  /** Null once nobody uses the address here any more. */
  account_id: AccountId | null
  address: string
  /** demo or linked. */
  kind: string
  /** Index of a demo wallet in the local mnemonic. */
  demo_index: number | null
  /** Deposited stake, free or held. */
  stake_wei: WeiText
  /** Part of the stake bound to annotations that are not settled yet. */
  held_wei: WeiText
  earned_wei: WeiText
  slashed_wei: WeiText
  created_at: Instant
}

/** Kept by the watcher alone. */
export interface WithdrawnColumn {
  /** Taken out on chain: first from what was earned, then from the stake. */
  withdrawn_wei: Generated<WeiText>
}

/** Limits that the owner signed, as the watcher saw them last; both null while none were seen. */
export interface SessionColumns {
  /** A time long ago once they were withdrawn. */
  session_ends: Generated<Instant | null>
  /** The most that one annotation may bind. */
  session_label_wei: Generated<WeiText | null>
}

/** Stake the operator deposits for somebody (demo wallets); becomes a transaction. */
export interface StakeDepositRow {
  id: string
  account_id: AccountId
  address: string
  amount_wei: WeiText
  /** pending, queued or confirmed. */
  state: string
  transaction_id: string | null
  created_at: Instant
}

export interface StakeLockRow {
  id: LockId
  annotation_id: AnnotationId
  account_id: AccountId
  address: string
  amount_wei: WeiText
  /** pending, queued, locked, skipped or released. */
  state: string
  transaction_id: string | null
  created_at: Instant
}

/** Proof that an account controls an address, as long as it has no end. */
export interface WalletLinkRow {
  id: string
  account_id: AccountId
  /** With its checksum. */
  address: string
  chain_id: string
  /** key, contract or undeployed: what signed for the address. */
  holder: string
  /** walletconnect or page. */
  method: string
  linked_at: Instant
  ended_at: Instant | null
}

/** Up to which block transfers to a linked address have been read; null: from a while before it was linked. */
export interface FundingColumn {
  funding_block: Generated<number | null>
}

/** From whom a linked address got tokens. */
export interface WalletFundingRow {
  address: string
  funder: string
  /** 0 until it was looked at who else got some. */
  looked_at: Flag
}

/** One attempt to link a wallet. */
export interface WalletFlowTable {
  id: WalletFlowId
  account_id: AccountId
  /** Where and as whom the person asked, as the message to sign names them. */
  platform: string
  platform_user_id: string
  handle: string | null
  method: string
  /** queued, opening, waiting, signing, proven, or what ended it: linked, asked, failed. */
  state: string
  /** Grows with every change, so that a screen knows whether it is the latest. */
  version: number
  pairing_topic: string | null
  session_topic: string | null
  uri: string | null
  /** SHA-256 of the one-time link's secret. */
  token_hash: string | null
  /** Of the message to sign; another one with every message. */
  nonce: string | null
  address: string | null
  message: string | null
  holder: string | null
  /** Why it failed; worded by the locales. */
  failure: string | null
  created_at: Instant
  /** Since when there is something to scan. */
  shown_at: Instant | null
  /** When the present state is over. */
  deadline: Instant | null
  ended_at: Instant | null
  /** What the person wants of the ledger; null when the flow links a wallet. */
  wish: Generated<JsonText | null>
  transaction_id: Generated<string | null>
}

export type WalletFlowRow = Selectable<WalletFlowTable>

/** Another payout address, or none, that comes into force when it is due. */
export interface WalletChangeRow {
  id: WalletChangeId
  account_id: AccountId
  old_address: string
  /** Null: the wallet is only unlinked. */
  new_address: string | null
  new_holder: string | null
  new_method: string | null
  /** pending, done or cancelled. */
  state: string
  asked_at: Instant
  due_at: Instant
  ended_at: Instant | null
}

/** Somebody proved a wallet that another account has linked, and asks to be joined with it. */
export interface WalletJoinRow {
  id: WalletJoinId
  asker_id: AccountId
  owner_id: AccountId
  address: string
  /** asked, joined, refused or expired. */
  state: string
  asked_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

/** Words a person chose, which every wallet message of ours shows. */
export interface SafetyPhraseRow {
  account_id: AccountId
  phrase: string
  set_at: Instant
}

/** What WalletConnect's SDK remembers: keys that open sessions among it. */
export interface WalletConnectEntryRow {
  key: string
  value: JsonText
}

export interface LedgerAccountColumn {
  /** Id of the account on the ledger; null before its first deposit is seen there. */
  ledger_account: Generated<number | null>
}
