import type { Treasury } from '../core/chain/read-treasury.ts'
import type { RecheckedItem } from '../core/chain/recheck-item.ts'
import type { DemoWallets } from '../core/people/ensure-wallet.ts'
import type { LinkMethod } from '../core/wallet/flow.ts'
import type { MoneyLedger } from '../core/wallet/money/money-ledger.ts'
import type { CheckedSignal } from '../core/wallet/personhood/signal.ts'

/** What commands need to know of the running system beyond the transaction they get. */
export interface Services {
  /** On the local chain: people get a demo wallet with a demo stake. */
  readonly demoWallets: DemoWallets | null
  /** Symbol of the token, for showing amounts. */
  readonly tokenSymbol: string
  /** Contracts that are asked whether somebody is human; absent: none. */
  readonly personhood?: readonly CheckedSignal[]
  /** What a validator's seat costs, and where it is taken. Absent: nobody validates here. */
  readonly seat?: { readonly ledger: string; readonly stakeWei: bigint }
  /** Absent: people cannot link wallets of their own. */
  readonly wallets?: WalletServices
  /** The ledger as people's money needs it. Absent: there is none to speak to. */
  readonly money?: MoneyLedger
  /** What anybody can look up on the chain. Absent with `money`. */
  readonly ledgerChecks?: LedgerChecks
}

export interface LedgerChecks {
  /** One item of a batch computed again; null when there is no such item.
   * @throws ExpectedError `chain.unreachable` */
  recheck(wanted: { readonly batch: number; readonly position: number }): Promise<RecheckedItem | null>
  /** @throws ExpectedError `chain.unreachable` */
  treasury(openBatches: readonly number[]): Promise<Treasury>
  /** Page of a transaction in a block explorer; null when none is set. */
  transactionUrl(hash: string): string | null
}

/** How people link wallets here. */
export interface WalletServices {
  readonly chainId: bigint
  /** How long another payout wallet, or none, waits to come into force. */
  readonly changeMs: number
  /** The ways that lead somewhere from a platform; none when nothing is set up. */
  methodsOn(platform: string): readonly LinkMethod[]
  /** The address of a one-time link. */
  linkUrl(token: string): string
  /** The address of the page that opens a wallet on the same device. */
  openUrl(uri: string): string
  /** Has what was begun taken up at once rather than at the next turn. */
  wake(): void
}
