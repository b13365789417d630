import type { ProjectDefinition } from '../projects/definition.ts'
import { minorityBelief } from '../projects/minority-belief.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import { type Draw, VOTE } from '../store/draws.ts'
import { verdictOfDraws } from './peer-votes.ts'

type Voted = Pick<Draw, 'stage' | 'code' | 'weight'>

/** What is known of an item beside its votes. */
export interface KnownItem {
  /** The label that the votes confirm or reject. */
  readonly annotated: string
  readonly belief: ItemBelief
}

/**
 * Whether the verdict of the latest stage would take a stake from somebody, of whichever stage, of whom it is not
 * believed enough that they are wrong: the votes meet the rule, but those of people who are mostly right, the first
 * answer included, say otherwise. That decides nothing; it is a reason to ask for another vote, or to have the verdict
 * looked at again.
 */
export function isDoubtful(
  draws: readonly Voted[],
  definition: ProjectDefinition,
  { annotated, belief }: KnownItem,
): boolean {
  const verdict = takingVerdict(draws, definition)
  if (verdict === null) return false
  // Without gold: what is known of an item for sure must not show in how many people are asked about it.
  const annotatedIsRight = belief.byAnswers[labelNames(definition).indexOf(annotated)] ?? 0
  const sure = verdict === 'accepted' ? annotatedIsRight : 1 - annotatedIsRight
  return sure < minorityBelief(definition)
}

/** The verdict of the latest stage when it takes a stake from somebody; null when it does not. */
export function takingVerdict(
  draws: readonly Voted[],
  definition: ProjectDefinition,
): 'accepted' | 'rejected' | null {
  const stage = Math.max(...draws.map((draw) => draw.stage))
  const verdict = verdictOfDraws(
    draws.filter((draw) => draw.stage === stage),
    definition,
  )
  if (verdict === 'open') return null
  const outvoted = draws.some(({ code }) => code === VOTE.reject)
  return verdict === 'accepted' && !outvoted ? null : verdict
}
