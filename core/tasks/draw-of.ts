import type { Instant } from '../clock.ts'
import type { AssignedItem } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, drawsOfRound } from '../store/draws.ts'
import type { Seat } from './seat-of.ts'

/** The draw that an assignment answers; null for an annotator's. */
export async function drawOf(trx: Trx, { assignment }: AssignedItem): Promise<Draw | null> {
  if (assignment.role !== 'validator') return null
  const draws = await drawsOfRound(trx, assignment)
  const own = draws.filter((draw) => draw.personId === assignment.personId).at(-1)
  if (!own) throw new Error(`assignment ${assignment.id} answers no draw`)
  return own
}

/** A vote counts as long as the votes of its stage are not on their way to the chain, also past its deadline. */
export function seatOfVote({ assignment, round }: AssignedItem, draw: Draw, now: Instant): Seat {
  const counted = round.itemState === 'review' && (draw.state === 'offered' || draw.state === 'missed')
  return { counted, late: now > assignment.deadline, round }
}
