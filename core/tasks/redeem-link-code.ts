import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { Account } from '../people/account.ts'
import { lockPerson } from '../store/accounts.ts'
import type { Trx } from '../store/database.ts'
import { takeLinkCode } from '../store/link-codes.ts'
import { joinAccounts, type Side } from './join-accounts.ts'

/**
 * Makes two accounts one person: the identities of `account` move to the account that issued the code,
 * and everything either was ever given counts as seen by both. Their reputation is that of all answers. What
 * `account` was answering goes back.
 * @throws ExpectedError `link.badCode` unknown, used or expired; `link.sameAccount`; `wallet.twoWallets`
 */
export async function redeemLinkCode(trx: Trx, clock: Clock, account: Account, code: string): Promise<void> {
  await joinAccounts(trx, clock, account, await issuerOf(trx, clock, account, code))
}

async function issuerOf(trx: Trx, clock: Clock, account: Account, code: string): Promise<Side> {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '')
  const id = await takeLinkCode(trx, plain, clock.now())
  if (id === account.id) throw new ExpectedError('link.sameAccount', {})
  const personId = id && (await lockPerson(trx, id))
  if (!id || !personId) throw new ExpectedError('link.badCode', {})
  return { id, personId }
}
