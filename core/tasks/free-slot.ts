import type { Clock } from '../clock.ts'
import { decideItem } from '../consensus/decide-item.ts'
import { declineVote } from '../consensus/decline-vote.ts'
import { loadProject } from '../projects/load-project.ts'
import { type AssignedItem, closeAssignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { updateRound } from '../store/rounds.ts'
import { projectOfTap } from '../store/tap-projects.ts'

/**
 * Ends an assignment without an answer and gives its slot, if it still has one, to others. When the
 * round waited for this answer alone and has enough of them, it is decided now. The item must be locked. Returns the
 * code of the receipt where this was a vote.
 */
export async function freeSlot(
  trx: Trx,
  clock: Clock,
  assigned: AssignedItem,
  end: { state: 'skipped' | 'expired' | 'released'; reason?: string },
): Promise<string | null> {
  const { assignment, round } = assigned
  await closeAssignment(trx, assignment.id, { ...end, closedAt: clock.now() })
  if (assignment.state !== 'leased') return null
  const { definition } = loadProject(await projectOfTap(trx, round.projectId))
  if (assignment.role === 'validator') return await declineVote(trx, clock, assigned, definition, end)
  const freed = { ...round, openSlots: round.openSlots + 1 }
  await updateRound(trx, freed)
  await decideItem(trx, clock, freed, definition)
  return null
}
