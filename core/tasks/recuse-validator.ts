import { type Clock, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { AssignmentId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { ALWAYS } from '../people/availability.ts'
import { insertAuditEntry } from '../store/audit-entries.ts'
import type { Trx } from '../store/database.ts'
import { countRecusals } from '../store/validation-runs.ts'
import { findAvailability, putAvailability } from '../store/validators.ts'
import { freeSlot } from './free-slot.ts'
import { lockOwnAssignment } from './lock-own-assignment.ts'

/** Why a drawn validator does not judge an item that they could judge. */
export const recusalReasons = ['conscience', 'sensitive', 'author'] as const
export type RecusalReason = (typeof recusalReasons)[number]

/** So many recusals in so many days are free. */
export const FREE_RECUSALS = 5
export const RECUSAL_DAYS = 30
const DAY_MS = 24 * 3_600_000

export interface Recusal {
  /** Free recusals that are left. */
  readonly left: number
  /** The quota is used up: the person is asked no more until they say so. */
  readonly isPaused: boolean
}

/**
 * Takes a validator off an item; the next one of the draw is asked. Nothing is lost for it. Whoever does it more often
 * than is free is not drawn again until they want to be: nobody picks their items that way.
 * @throws ExpectedError `task.closed`, `validator.notDrawn` when they answer it as its annotator
 */
export async function recuseValidator(
  trx: Trx,
  clock: Clock,
  account: Account,
  { assignmentId, reason }: { assignmentId: AssignmentId; reason: RecusalReason },
): Promise<Recusal> {
  const assigned = await lockOwnAssignment(trx, account, assignmentId)
  if (assigned.assignment.role !== 'validator') throw new ExpectedError('validator.notDrawn', {})
  await freeSlot(trx, clock, assigned, { state: 'skipped', reason })
  const now = clock.now()
  const since = plusMs(now, -RECUSAL_DAYS * DAY_MS)
  const used = await countRecusals(trx, account.personId, recusalReasons, since)
  const isPaused = used > FREE_RECUSALS
  if (isPaused) {
    const { hours } = (await findAvailability(trx, account.personId)) ?? ALWAYS
    await putAvailability(trx, account.personId, { state: 'off', hours }, now)
    await insertAuditEntry(trx, {
      accountId: account.id,
      action: 'validator.paused',
      target: account.personId,
      details: { recusals: used },
      createdAt: now,
    })
  }
  return { left: Math.max(0, FREE_RECUSALS - used), isPaused }
}
