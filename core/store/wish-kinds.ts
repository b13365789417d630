/** What people sign with a wallet of their own; see MoneyWish in core/wallet/flow.ts. */
export const wishKinds = [
  'deposit',
  'session',
  'revoke',
  'withdraw',
  'collect',
  'seat',
  'appeal',
  'verdict',
  'finding',
] as const
