import { amount } from '../amount.ts'
import { ExpectedError } from '../errors.ts'
import type { Project } from '../projects/project.ts'

/** Why an account cannot bind a project's stake to one more annotation, or null when it can.
 * `freeStakeWei` is null without a wallet. */
export function stakeProblem(freeStakeWei: bigint | null, { definition }: Project): ExpectedError | null {
  // Only annotations that the ledger settles hold stake.
  if (definition.protocol === 'independent') return null
  const needed = definition.stake.perAnnotation
  if (freeStakeWei === null) return new ExpectedError('wallet.required', {})
  if (freeStakeWei >= needed) return null
  return new ExpectedError('stake.tooLow', { needed: amount(needed), available: amount(freeStakeWei) })
}
