import type { Services } from '../commands/services.ts'
import type { App } from '../core/app.ts'
import { TOKEN_SYMBOL } from '../core/token.ts'

/** Stake every demo wallet gets: enough for a hundred open items of the sample. */
const DEMO_STAKE_WEI = 100n * 10n ** 18n

/** What commands need to know of the running core. */
export function servicesOf({ chain }: App): Services {
  const { addressOf } = chain
  return { tokenSymbol: TOKEN_SYMBOL, demoWallets: addressOf && { addressOf, stakeWei: DEMO_STAKE_WEI } }
}
