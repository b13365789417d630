import { LEAST_VOTES, type ValidationTerms } from './peers-terms.ts'

/** How annotations are validated with as many seats as there are. */
export interface ValidationPlan {
  readonly seats: number
  /** Votes of the first round; null when there are too few people for one. */
  readonly first: number | null
  /** Votes of the second round, by other people; null when too few are left. */
  readonly second: number | null
  /** The first round has fewer votes than the project asks for, and begins only after this time. */
  readonly gatherHours: number | null
  readonly expertHours: number
}

/**
 * What comes of a project's terms with so many validators, in the worst case: one of the seats is the annotator's,
 * whoever was drawn for the first round does not vote in the second, and nobody is asleep.
 */
export function validationPlan(terms: ValidationTerms, seats: number): ValidationPlan {
  const others = Math.max(0, seats - 1)
  const first = others < LEAST_VOTES ? null : Math.min(terms.minVotes, others)
  const left = Math.max(0, others - terms.draws)
  const second = first === null || left < LEAST_VOTES ? null : Math.min(terms.panelMinVotes, left)
  const gatherHours = first !== null && first >= terms.minVotes ? null : terms.gatherHours
  return { seats, first, second, gatherHours, expertHours: terms.expertHours }
}
