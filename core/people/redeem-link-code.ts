import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { AccountId, PersonId } from '../ids.ts'
import { lockPerson, mergeAccount, mergePerson } from '../store/accounts.ts'
import { leasesToRelease } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { deleteLinkCodes, takeLinkCode } from '../store/link-codes.ts'
import { releaseLease } from '../store/release-lease.ts'
import type { Account } from './account.ts'

/**
 * Makes two accounts one person: the identities of `account` move to the account that issued the code,
 * and everything either was ever given counts as seen by both. What `account` was answering goes back.
 * @throws ExpectedError `link.badCode` unknown, used or expired; `link.sameAccount`
 */
export async function redeemLinkCode(trx: Trx, clock: Clock, account: Account, code: string): Promise<void> {
  const issuer = await issuerOf(trx, clock, account, code)
  for (const lease of await leasesToRelease(trx, account.personId, issuer.personId)) {
    await releaseLease(trx, clock, lease)
  }
  await mergePerson(trx, account.personId, issuer.personId)
  await mergeAccount(trx, account.id, issuer.id)
  await deleteLinkCodes(trx, account.id)
}

async function issuerOf(
  trx: Trx,
  clock: Clock,
  account: Account,
  code: string,
): Promise<{ id: AccountId; personId: PersonId }> {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '')
  const id = await takeLinkCode(trx, plain, clock.now())
  if (id === account.id) throw new ExpectedError('link.sameAccount', {})
  const personId = id && (await lockPerson(trx, id))
  if (!id || !personId) throw new ExpectedError('link.badCode', {})
  return { id, personId }
}
