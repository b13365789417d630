import type { DemoWallets } from '../core/people/ensure-wallet.ts'

/** What commands need to know of the running system beyond the transaction they get. */
export interface Services {
  /** On the local chain: people get a demo wallet with a demo stake. */
  readonly demoWallets: DemoWallets | null
  /** Symbol of the token, for showing amounts. */
  readonly tokenSymbol: string
}
