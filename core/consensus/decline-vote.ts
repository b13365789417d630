import type { Clock } from '../clock.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import type { AssignedItem } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, type DrawState, drawsOfRound, updateDraw, VOTE } from '../store/draws.ts'
import { advanceReview } from './advance-review.ts'

/** How a validator's assignment ended without a label. */
export interface Declined {
  readonly state: 'skipped' | 'expired' | 'released'
  /** Why they could not tell. */
  readonly reason?: string
}

/**
 * Notes that a validator gave no label and asks the next one. Who finds the item unclear or broken has judged it:
 * that is a vote "unsure". The item must be locked.
 */
export async function declineVote(
  trx: Trx,
  clock: Clock,
  { assignment }: AssignedItem,
  definition: ProjectDefinition,
  end: Declined,
): Promise<void> {
  const { itemId, round, personId } = assignment
  const draws = await drawsOfRound(trx, assignment)
  const own = draws.find((draw) => draw.personId === personId && draw.state === 'offered')
  if (own) await updateDraw(trx, { ...own, ...afterwards(end), replaceAt: null })
  await advanceReview(trx, clock, { itemId, round }, definition)
}

function afterwards({ state, reason }: Declined): Pick<Draw, 'state' | 'code'> {
  if (state === 'expired') return { state: 'missed', code: VOTE.none }
  const judged = reason === 'unclear' || reason === 'broken'
  const declined: DrawState = judged ? 'voted' : 'recused'
  return { state: declined, code: judged ? VOTE.unsure : VOTE.none }
}
