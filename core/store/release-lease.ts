import type { Clock } from '../clock.ts'
import type { AssignmentId } from '../ids.ts'
import { closeAssignment, findAssignment } from './assignments.ts'
import type { Trx } from './database.ts'
import { lockItemOf, updateRound } from './rounds.ts'

/** Takes a live lease back and gives its slot to others. */
export async function releaseLease(trx: Trx, clock: Clock, id: AssignmentId): Promise<void> {
  await lockItemOf(trx, id)
  const found = await findAssignment(trx, id)
  if (found?.assignment.state !== 'leased') return
  const { round } = found
  await closeAssignment(trx, id, { state: 'released', closedAt: clock.now() })
  await updateRound(trx, { ...round, openSlots: round.openSlots + 1 })
}
