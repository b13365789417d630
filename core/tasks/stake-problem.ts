import { amount } from '../amount.ts'
import type { Instant } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { Project } from '../projects/project.ts'
import type { FreeStake } from '../store/dispatch/seekers.ts'

/** Why an account cannot bind a project's stake to one more annotation, or null when it can. `stake` is null without a
 * wallet. Limits that the ledger has not told of yet stand in nobody's way. */
export function stakeProblem(
  stake: FreeStake | null,
  { definition }: Project,
  now: Instant,
): ExpectedError | null {
  // Only annotations that the ledger settles hold stake.
  if (definition.protocol === 'independent') return null
  const needed = definition.stake.perAnnotation
  if (stake === null) return new ExpectedError('wallet.required', {})
  const { freeWei, session } = stake
  if (session && session.endsAt <= now) return new ExpectedError('session.over', {})
  if (session && session.perLabelWei < needed) {
    return new ExpectedError('session.tooSmall', {
      needed: amount(needed),
      limit: amount(session.perLabelWei),
    })
  }
  if (freeWei >= needed) return null
  return new ExpectedError('stake.tooLow', { needed: amount(needed), available: amount(freeWei) })
}
