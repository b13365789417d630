import type { AccountId } from '../../core/ids.ts'
import type { Trx } from '../../core/store/database.ts'
import { demoWalletOf } from '../../core/store/demo-experts.ts'
import { findWallet } from '../../core/store/wallets.ts'
import type { Services } from '../services.ts'

/** Whether a person signs with a wallet of their own rather than with a demo wallet; whoever has none yet would get a
 * demo wallet where there are any. */
export async function hasOwnWallet(
  trx: Trx,
  accountId: AccountId,
  { demoWallets }: Pick<Services, 'demoWallets'>,
): Promise<boolean> {
  if (!demoWallets) return true
  const hasAny = (await findWallet(trx, accountId)) !== null
  return hasAny && (await demoWalletOf(trx, accountId)) === null
}
