import type { Instant } from '../../clock.ts'
import { insertAppeal } from '../../store/appeals.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import type { Trx } from '../../store/database.ts'
import type { AppealWish, WalletFlow } from '../flow.ts'

/** Notes an appeal that its person has signed and that is on its way to the court: from now on the bond is held in our
 * books, and nobody else can contest the same votes here. */
export async function keepAppeal(
  trx: Trx,
  now: Instant,
  { accountId, wish }: WalletFlow,
  { batch: _, ...appeal }: AppealWish,
): Promise<void> {
  const bondWei = wish?.amountWei ?? 0n
  await insertAppeal(trx, { ...appeal, accountId, bondWei, state: 'sent', askedAt: now })
  await changeWalletOf(trx, accountId, { held: bondWei })
}
