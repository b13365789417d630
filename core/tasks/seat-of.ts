import type { Instant } from '../clock.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import type { AssignedItem } from '../store/assignments.ts'
import type { Round } from '../store/rounds.ts'

/** Whether an answer is part of its round. */
export interface Seat {
  readonly counted: boolean
  readonly late: boolean
  /** The round with the answer in it; the same object when nothing changes. */
  readonly round: Round
}

/**
 * The seat of an answer given now. A live lease is its seat, even past its deadline. After it expired,
 * the answer takes a free slot of the same round, or widens the round while the project allows it.
 */
export function seatOf(
  { assignment, round }: AssignedItem,
  { protocol, maxRedundancy }: Pick<ProjectDefinition, 'protocol' | 'maxRedundancy'>,
  now: Instant,
): Seat {
  if (assignment.state === 'leased') return { counted: true, late: now > assignment.deadline, round }
  const stillOpen = round.itemState === 'open' && round.number === assignment.round
  if (stillOpen && round.openSlots > 0) {
    return { counted: true, late: true, round: { ...round, openSlots: round.openSlots - 1 } }
  }
  if (stillOpen && protocol === 'independent' && round.wanted < maxRedundancy) {
    return { counted: true, late: true, round: { ...round, wanted: round.wanted + 1 } }
  }
  return { counted: false, late: true, round }
}
