import type { Clock } from '../clock.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import type { AssignedItem } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, type DrawState, drawsOfRound, updateDraw, VOTE } from '../store/draws.ts'
import { advanceReview } from './advance-review.ts'
import { receiptCode } from './receipt-code.ts'

/** How a validator's assignment ended without a label. */
export interface Declined {
  readonly state: 'skipped' | 'expired' | 'released'
  /** Why they could not tell. */
  readonly reason?: string
}

/**
 * Notes that a validator gave no label and asks the next one. Who finds the item unclear or broken has judged it:
 * that is a vote "unsure", for which there is a receipt: its code is returned. The item must be locked.
 */
export async function declineVote(
  trx: Trx,
  clock: Clock,
  { assignment }: AssignedItem,
  definition: ProjectDefinition,
  end: Declined,
): Promise<string | null> {
  const { itemId, round, personId } = assignment
  const draws = await drawsOfRound(trx, assignment)
  const own = draws.find((draw) => draw.personId === personId && draw.state === 'offered')
  const ended = own && { ...own, ...afterwards(end), replaceAt: null }
  if (ended) await updateDraw(trx, ended)
  await advanceReview(trx, clock, { itemId, round }, definition)
  return ended ? receiptCode(ended) : null
}

function afterwards({ state, reason }: Declined): Pick<Draw, 'state' | 'code' | 'reason'> {
  if (state === 'expired') return { state: 'missed', code: VOTE.none, reason: null }
  const judged = reason === 'unclear' || reason === 'broken'
  const declined: DrawState = judged ? 'voted' : 'recused'
  return { state: declined, code: judged ? VOTE.unsure : VOTE.none, reason: reason ?? state }
}
