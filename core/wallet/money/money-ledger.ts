import type { AccountWord } from '../../ledger/words.ts'

/** What an address has on the chain, all at one block; see core/chain/money-ledger.ts. */
export interface LedgerHolder {
  readonly timestamp: number
  readonly tokenWei: bigint
  readonly account: { readonly id: number; readonly word: AccountWord } | null
  readonly nonce: bigint
  readonly withdrawal: { readonly units: bigint; readonly readyAt: number }
}

/** What the money of people needs of the ledger. */
export interface MoneyLedger {
  readonly chainId: bigint
  /** Addresses of the two contracts. */
  readonly ledger: string
  readonly token: string
  /** @throws ExpectedError `chain.unreachable` */
  holder(address: string): Promise<LedgerHolder>
  /** Takes over what an address already had on the ledger when it was linked; false when there is nothing to take.
   * @throws ExpectedError `chain.unreachable` */
  adopt(address: string): Promise<boolean>
  encode(name: string, args: readonly unknown[]): string
  /** Why a call would fail now, as its custom error; null when it would not.
   * @throws ExpectedError `chain.unreachable` */
  whyNot(data: string): Promise<string | null>
  /** The signature of a demo wallet of the local chain; null elsewhere. */
  readonly signForDemo: ((demoIndex: number, digest: string) => string) | null
}
