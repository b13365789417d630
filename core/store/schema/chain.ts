import type { Instant } from '../../clock.ts'
import type { JsonText } from './values.ts'

export interface ChainStateRow {
  key: string
  value: string
}

export interface ChainTransactionRow {
  id: string
  /** deploy, fund, refund, stake, lock or settle. */
  kind: string
  /** Names the effect; two rows never share one, so nothing is sent twice. */
  reference: string
  /** Null for a deployment. */
  to_address: string | null
  data: string
  /** queued, sent (signed and stored; mined once block_number is set), confirmed or failed. */
  state: string
  /** Order in which transactions are sent. */
  sequence: number
  nonce: number | null
  /** Signed transactions in the order they were made: [{hash, raw}]. */
  attempts: JsonText
  hash: string | null
  block_number: number | null
  gas_used: string | null
  contract_address: string | null
  failure: string | null
  sent_at: Instant | null
  created_at: Instant
  confirmed_at: Instant | null
}

/** An event of the escrow that has been applied, kept so that a reorganisation of the chain can undo it. */
export interface ChainEventRow {
  block_number: number
  log_index: number
  block_hash: string
  transaction_hash: string
  event: JsonText
}
