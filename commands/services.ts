/** What commands need to know of the running system beyond the transaction they get. */
export interface Services {
  /** True on the local chain: people get a demo wallet with a demo stake. */
  readonly demoWallets: DemoWallets | null
  /** Symbol of the token, for showing amounts. */
  readonly tokenSymbol: string
}

export interface DemoWallets {
  /** The address of the demo wallet with this index, from 0. Pure, no network. */
  addressOf(index: number): string
  /** Stake every demo wallet is granted, in wei. */
  readonly stakeWei: bigint
}
