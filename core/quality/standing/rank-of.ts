import type { Rank } from '../../people/account.ts'
import type { StoredRank } from '../../store/ranks.ts'

/** The rank everybody begins with in a project. */
const INITIAL_RANK: Rank = 'annotator'

/** A person's rank in a project, whether or not it was ever changed. */
export function rankOf(stored: StoredRank | null | undefined): { rank: Rank; isFixed: boolean } {
  return { rank: stored?.rank ?? INITIAL_RANK, isFixed: Boolean(stored?.setBy) }
}
