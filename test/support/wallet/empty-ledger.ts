import type { MoneyLedger } from '../../../core/wallet/money/money-ledger.ts'

/** A ledger nobody has anything on. */
export const emptyLedger: MoneyLedger = {
  chainId: 31_337n,
  ledger: '0x00000000000000000000000000000000000000AA',
  token: '0x00000000000000000000000000000000000000bB',
  court: '0x00000000000000000000000000000000000000cC',
  holder: async () => ({
    timestamp: 1_790_000_000,
    tokenWei: 0n,
    account: null,
    nonce: 0n,
    courtNonce: 0n,
    withdrawal: { units: 0n, readyAt: 0 },
  }),
  adopt: async () => false,
  encode: () => '0x',
  disputeCall: async () => null,
  whyNot: async () => null,
  signForDemo: null,
}
