import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { Account } from '../people/account.ts'
import type { Trx } from '../store/database.ts'
import { findClaimant } from '../store/dispatch/seekers.ts'
import { claimDraw } from './claim-draw.ts'
import { liveTask } from './live-task.ts'
import type { Task } from './task.ts'

/**
 * The next item that a person was drawn for, or whatever they are answering right now.
 * @throws ExpectedError `validator.nothingDrawn`
 */
export async function claimValidation(trx: Trx, clock: Clock, account: Account): Promise<Task> {
  const { leaseId } = await findClaimant(trx, account.id)
  if (leaseId) return await liveTask(trx, clock, leaseId)
  const drawn = await claimDraw(trx, clock, account)
  if (!drawn) throw new ExpectedError('validator.nothingDrawn', {})
  return drawn
}
