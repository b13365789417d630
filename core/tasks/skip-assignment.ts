import type { Clock } from '../clock.ts'
import type { AssignmentId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import type { Trx } from '../store/database.ts'
import { freeSlot } from './free-slot.ts'
import { lockOwnAssignment } from './lock-own-assignment.ts'

/** Why a person cannot tell. */
export const skipReasons = ['unclear', 'language', 'offensive', 'broken'] as const
export type SkipReason = (typeof skipReasons)[number]

/** Gives an item back unanswered, unpaid and unslashed; the person never gets it again. Returns the code
 * of the receipt where a drawn validator judged it unclear or broken, which is a vote.
 * @throws ExpectedError `task.closed` */
export async function skipAssignment(
  trx: Trx,
  clock: Clock,
  account: Account,
  { assignmentId, reason }: { assignmentId: AssignmentId; reason: SkipReason },
): Promise<string | null> {
  const assigned = await lockOwnAssignment(trx, account, assignmentId)
  return await freeSlot(trx, clock, assigned, { state: 'skipped', reason })
}
