import type { Rank } from '../../people/account.ts'
import type { ProjectDefinition } from '../../projects/definition.ts'
import type { StoredRank } from '../../store/ranks.ts'

/** A person's rank in a project, whether or not it was ever changed: everybody begins as annotator, or as trainee
 * where one has to practise first. */
export function rankOf(
  stored: StoredRank | null | undefined,
  { practice }: Pick<ProjectDefinition, 'practice'>,
): { rank: Rank; isFixed: boolean } {
  const initial = practice ? 'trainee' : 'annotator'
  return { rank: stored?.rank ?? initial, isFixed: Boolean(stored?.setBy) }
}
