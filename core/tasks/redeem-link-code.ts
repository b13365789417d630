import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { AccountId, AssignmentId, PersonId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { mergeStandings } from '../quality/standing/merge-standings.ts'
import { lockPerson, mergeAccount, mergePerson } from '../store/accounts.ts'
import { findAssignment, leasesToRelease } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { deleteLinkCodes, takeLinkCode } from '../store/link-codes.ts'
import { lockItemOf } from '../store/rounds.ts'
import { freeSlot } from './free-slot.ts'

/**
 * Makes two accounts one person: the identities of `account` move to the account that issued the code,
 * and everything either was ever given counts as seen by both. Their reputation is that of all answers. What `account` was answering goes back.
 * @throws ExpectedError `link.badCode` unknown, used or expired; `link.sameAccount`
 */
export async function redeemLinkCode(trx: Trx, clock: Clock, account: Account, code: string): Promise<void> {
  const issuer = await issuerOf(trx, clock, account, code)
  for (const lease of await leasesToRelease(trx, account.personId, issuer.personId)) {
    await release(trx, clock, lease)
  }
  await mergePerson(trx, account.personId, issuer.personId)
  await mergeStandings(trx, account.personId, issuer.personId)
  await mergeAccount(trx, account.id, issuer.id)
  await deleteLinkCodes(trx, account.id)
}

async function release(trx: Trx, clock: Clock, lease: AssignmentId): Promise<void> {
  await lockItemOf(trx, lease)
  const assigned = await findAssignment(trx, lease)
  // It may have expired while this call waited for the item.
  if (assigned?.assignment.state === 'leased') await freeSlot(trx, clock, assigned, { state: 'released' })
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
