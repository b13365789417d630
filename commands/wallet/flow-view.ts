import type { Clock } from '../../core/clock.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { Trx } from '../../core/store/database.ts'
import type { MoneyLedger } from '../../core/wallet/money/money-ledger.ts'
import type { Translate } from '../../locales/messages.ts'
import type { LedgerChecks, Services, WalletServices } from '../services.ts'

/** What the screen of a flow is made from. */
export interface FlowView {
  readonly trx: Trx
  readonly clock: Clock
  readonly services: Services
  readonly t: Translate
}

/** @throws ExpectedError `wallet.notSetUp` */
export function walletServices({ wallets }: Services): WalletServices {
  if (!wallets) throw new ExpectedError('wallet.notSetUp', {})
  return wallets
}

/** The ledger that people's money is on.
 * @throws ExpectedError `wallet.notSetUp` */
export function moneyLedger({ money }: Services): MoneyLedger {
  if (!money) throw new ExpectedError('wallet.notSetUp', {})
  return money
}

/** What anybody can look up on the chain.
 * @throws ExpectedError `wallet.notSetUp` */
export function ledgerChecks({ ledgerChecks: checks }: Services): LedgerChecks {
  if (!checks) throw new ExpectedError('wallet.notSetUp', {})
  return checks
}
