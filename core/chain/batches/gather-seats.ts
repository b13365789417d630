import { type Instant, msBetween } from '../../clock.ts'
import { LEAST_VOTES, type ValidationTerms } from '../../projects/peers-terms.ts'

const HOUR_MS = 3_600_000

/**
 * What becomes of an annotation that waits for validators: a batch at once when there are as many as its project asks
 * for, not counting the annotator's own seat; after the project's time a batch with fewer, or none when two votes
 * cannot come together.
 */
export function gatherSeats(
  seats: number,
  { minVotes, gatherHours }: Pick<ValidationTerms, 'minVotes' | 'gatherHours'>,
  waitsSince: Instant,
  now: Instant,
): 'batch' | 'wait' | 'experts' {
  if (seats > minVotes) return 'batch'
  if (msBetween(waitsSince, now) < gatherHours * HOUR_MS) return 'wait'
  return seats > LEAST_VOTES ? 'batch' : 'experts'
}
