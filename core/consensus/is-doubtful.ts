import type { ProjectDefinition } from '../projects/definition.ts'
import { minorityBelief } from '../projects/minority-belief.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import { type Draw, VOTE } from '../store/draws.ts'
import { verdictOfDraws } from './peer-votes.ts'

/** What is known of an item beside its votes. */
export interface KnownItem {
  /** The label that the votes confirm or reject. */
  readonly annotated: string
  readonly belief: ItemBelief
}

/**
 * Whether a verdict would take a stake from somebody of whom it is not believed enough that they are wrong: the votes
 * meet the rule, but those of people who are mostly right, the first answer included, say otherwise. That decides
 * nothing; it is a reason to ask for another vote.
 */
export function isDoubtful(
  draws: readonly Draw[],
  definition: ProjectDefinition,
  { annotated, belief }: KnownItem,
): boolean {
  const verdict = verdictOfDraws(draws, definition)
  if (verdict === 'open') return false
  const outvoted = draws.some(({ code }) => code === VOTE.reject)
  if (verdict === 'accepted' && !outvoted) return false
  // Without gold: what is known of an item for sure must not show in how many people are asked about it.
  const annotatedIsRight = belief.byAnswers[labelNames(definition).indexOf(annotated)] ?? 0
  const sure = verdict === 'accepted' ? annotatedIsRight : 1 - annotatedIsRight
  return sure < minorityBelief(definition)
}
