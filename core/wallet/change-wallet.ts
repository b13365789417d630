import { type Clock, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { newId, type WalletChangeId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { tellPerson } from '../people/tell-person.ts'
import type { Trx } from '../store/database.ts'
import { countOpenWork } from '../store/open-work.ts'
import { insertChange, type WalletChange } from '../store/wallet-changes.ts'
import { findLink } from '../store/wallet-links.ts'

/**
 * Asks for another payout wallet, or for none: it comes into force after a delay in which every chat of the
 * person can cancel it, so that whoever takes over one chat cannot take the earnings along.
 * @throws ExpectedError `wallet.notLinked`, `wallet.itemsOpen`, `wallet.changePending`
 */
export async function changeWallet(
  trx: Trx,
  clock: Clock,
  account: Account,
  { next, delayMs }: { next: WalletChange['next']; delayMs: number },
): Promise<WalletChange> {
  const link = await findLink(trx, account.id)
  if (!link) throw new ExpectedError('wallet.notLinked', {})
  const count = await countOpenWork(trx, account.personId)
  if (count > 0) throw new ExpectedError('wallet.itemsOpen', { count })
  const now = clock.now()
  const change: WalletChange = {
    id: newId<WalletChangeId>(),
    accountId: account.id,
    oldAddress: link.address,
    next,
    askedAt: now,
    dueAt: plusMs(now, delayMs),
  }
  if (!(await insertChange(trx, change))) throw new ExpectedError('wallet.changePending', {})
  const params = { oldAddress: link.address, newAddress: next?.address ?? null, dueAt: change.dueAt }
  const to = { accountId: account.id, about: change.id }
  await tellPerson(trx, now, to, 'wallet.changeAsked', { ...params, changeId: change.id })
  return change
}
