import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { Account } from '../people/account.ts'
import { tellPerson } from '../people/tell-person.ts'
import type { Trx } from '../store/database.ts'
import { endChange, pendingChange, type WalletChange } from '../store/wallet-changes.ts'

/** Cancels the change of wallet an account waits for: its wallet stays.
 * @throws ExpectedError `wallet.noChange` */
export async function cancelChange(trx: Trx, clock: Clock, account: Account): Promise<WalletChange> {
  const now = clock.now()
  const pending = await pendingChange(trx, account.id)
  const change = pending && (await endChange(trx, pending.id, 'cancelled', now))
  if (!change) throw new ExpectedError('wallet.noChange', {})
  const { oldAddress, next, accountId } = change
  const params = { oldAddress, newAddress: next?.address ?? null }
  await tellPerson(trx, now, { accountId, about: change.id }, 'wallet.changeCancelled', params)
  return change
}
