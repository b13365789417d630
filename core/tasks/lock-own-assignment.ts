import { ExpectedError } from '../errors.ts'
import type { AssignmentId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { type AssignedItem, findAssignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { lockItemOf } from '../store/rounds.ts'

/** A person's assignment with its item locked, if it can still be answered or skipped: leased, or expired.
 * @throws ExpectedError `task.closed` */
export async function lockOwnAssignment(
  trx: Trx,
  account: Account,
  assignmentId: AssignmentId,
): Promise<AssignedItem> {
  await lockItemOf(trx, assignmentId)
  const found = await findAssignment(trx, assignmentId)
  const usable = found?.assignment.state === 'leased' || found?.assignment.state === 'expired'
  if (!found || !usable || found.assignment.personId !== account.personId) {
    throw new ExpectedError('task.closed', {})
  }
  return found
}
