import type { TypedDataDomain, TypedDataField } from 'ethers'
import { type SessionMessage, typesOf } from './typed-data.ts'

/** A deposit in wei with its session; the message does nothing outside `validAfter` to `validBefore` (seconds). */
export interface DepositMessage {
  readonly from: string
  readonly ledger: string
  readonly amount: bigint
  readonly validAfter: number
  readonly validBefore: number
  readonly session: SessionMessage
}

/** What `signer.signTypedData(domain, types, value)` and a wallet's `eth_signTypedData_v4` want. */
export interface SignableDeposit {
  readonly domain: TypedDataDomain
  readonly types: Record<string, TypedDataField[]>
  readonly value: Record<string, unknown>
}

const RECEIVE_FIELDS = [
  { name: 'from', type: 'address' },
  { name: 'to', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'validAfter', type: 'uint256' },
  { name: 'validBefore', type: 'uint256' },
  { name: 'session', type: 'Session' },
]

/**
 * The one message with which a person deposits LABEL and opens a session; the wallet shows the amount and every limit.
 * Relay its signature with the ledger's `depositWithWitness`.
 */
export function depositMessage(chainId: bigint, token: string, deposit: DepositMessage): SignableDeposit {
  const { from, ledger, amount, validAfter, validBefore, session } = deposit
  return {
    domain: { name: 'Tagora Label', version: '1', chainId, verifyingContract: token },
    types: { ReceiveWithWitness: RECEIVE_FIELDS, ...typesOf('Session') },
    value: { from, to: ledger, value: amount, validAfter, validBefore, session },
  }
}
