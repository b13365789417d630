import type { AccountWord } from '../../ledger/words.ts'
import type { AppealWish } from '../flow.ts'

/** What an address has on the chain, all at one block; see core/chain/money-ledger.ts. */
export interface LedgerHolder {
  readonly timestamp: number
  readonly tokenWei: bigint
  readonly account: { readonly id: number; readonly word: AccountWord } | null
  readonly nonce: bigint
  readonly courtNonce: bigint
  readonly withdrawal: { readonly units: bigint; readonly readyAt: number }
}

/** A call of one of the contracts. */
export interface Call {
  readonly to: string
  readonly data: string
}

/** Who contests which votes, and their signature. */
export interface SignedClaim {
  readonly address: string
  readonly appeal: Pick<AppealWish, 'batchId' | 'position' | 'stage'>
  readonly signature: string
}

/** What the money of people needs of the ledger. */
export interface MoneyLedger {
  readonly chainId: bigint
  /** Addresses of the contracts. */
  readonly ledger: string
  readonly token: string
  readonly court: string
  /** @throws ExpectedError `chain.unreachable` */
  holder(address: string): Promise<LedgerHolder>
  /** Takes over what an address already had on the ledger when it was linked; false when there is nothing to take.
   * @throws ExpectedError `chain.unreachable` */
  adopt(address: string): Promise<boolean>
  encode(name: string, args: readonly unknown[]): string
  /** The call by which the court takes a signed appeal; null when its votes can no longer be contested. */
  disputeCall(claim: SignedClaim): Promise<Call | null>
  /** Why a call would fail now, as its custom error; null when it would not.
   * @throws ExpectedError `chain.unreachable` */
  whyNot(call: Call): Promise<string | null>
  /** The signature of a demo wallet of the local chain; null elsewhere. */
  readonly signForDemo: ((demoIndex: number, digest: string) => string) | null
}
