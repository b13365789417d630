import type { Instant } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import type { JudgedAnswer } from '../../store/foreseen-verdicts.ts'

/** When rejections are too many: more than a share of so many answers at least. */
export interface BreakerRule {
  readonly share: number
  readonly answers: number
}

/** Too many rejections of one person, or of everybody (null). */
export interface Excess {
  readonly personId: PersonId | null
  readonly rejected: number
  readonly total: number
}

/**
 * Whose answers are rejected too often: everybody's together, or else those of single people. What was judged up to the
 * last closing of a breaker for the same answers is left aside: somebody has looked at it.
 */
export function tooManyRejections(
  answers: readonly JudgedAnswer[],
  closings: ReadonlyMap<PersonId | null, Instant>,
  { share, answers: least }: BreakerRule,
): Excess[] {
  const groups: [PersonId | null, readonly JudgedAnswer[]][] = [
    [null, answers],
    ...Map.groupBy(answers, (answer) => answer.personId),
  ]
  const found = groups.flatMap(([personId, group]) => {
    const closedAt = closings.get(personId)
    const fresh = group.filter(({ at }) => closedAt === undefined || at > closedAt)
    const rejected = fresh.filter(({ isRejected }) => isRejected).length
    const total = fresh.length
    return total >= least && rejected > share * total ? [{ personId, rejected, total }] : []
  })
  const everybody = found.filter(({ personId }) => personId === null)
  return everybody.length > 0 ? everybody : found
}
