import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { AccountId, AssignmentId, PersonId } from '../ids.ts'
import { mergeClusters } from '../people/cluster/merge-clusters.ts'
import { mergeStandings } from '../quality/standing/merge-standings.ts'
import { mergeAccount, mergePerson } from '../store/accounts.ts'
import { findAssignment, leasesToRelease } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { deleteLinkCodes } from '../store/link-codes.ts'
import { mergeSettings } from '../store/person-settings.ts'
import { lockItemOf } from '../store/rounds.ts'
import { mergeAvailability } from '../store/validators.ts'
import { findLink } from '../store/wallet-links.ts'
import { freeSlot } from './free-slot.ts'

/** An account with the person behind it, its row locked. */
export interface Side {
  readonly id: AccountId
  readonly personId: PersonId
}

/**
 * Makes two accounts one: the identities of `from` move to `into`, and everything either was ever given counts
 * as seen by both. Their reputation is that of all answers. What `from` was answering goes back.
 * @throws ExpectedError `wallet.twoWallets`: each has linked a wallet. Joining would change the payout address
 * of one without the delay that a change has.
 */
export async function joinAccounts(trx: Trx, clock: Clock, from: Side, into: Side): Promise<void> {
  if ((await findLink(trx, from.id)) && (await findLink(trx, into.id))) {
    throw new ExpectedError('wallet.twoWallets', {})
  }
  for (const lease of await leasesToRelease(trx, from.personId, into.personId)) {
    await release(trx, clock, lease)
  }
  await mergePerson(trx, from.personId, into.personId)
  await mergeSettings(trx, from.personId, into.personId)
  await mergeClusters(trx, from.personId, into.personId)
  await mergeStandings(trx, from.personId, into.personId)
  await mergeAvailability(trx, from.personId, into.personId)
  await mergeAccount(trx, { from: from.id, into: into.id, at: clock.now() })
  await deleteLinkCodes(trx, from.id)
}

async function release(trx: Trx, clock: Clock, lease: AssignmentId): Promise<void> {
  await lockItemOf(trx, lease)
  const assigned = await findAssignment(trx, lease)
  // It may have expired while this call waited for the item.
  if (assigned?.assignment.state === 'leased') await freeSlot(trx, clock, assigned, { state: 'released' })
}
