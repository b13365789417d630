import type { PersonId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { type PracticeAnswer, practiceAnswers } from '../../store/practice.ts'
import { findRank } from '../../store/ranks.ts'

/** How far somebody has come. */
export interface PracticeProgress {
  /** Right ones among the latest answers that count, and how many must be. */
  readonly right: number
  readonly wanted: number
  /** Of how many answers. */
  readonly of: number
  readonly isPassed: boolean
}

/**
 * How far a person has come in a project that asks for practice, with all they practised, oldest first; null where it
 * asks for none. Whoever fell to trainee practises anew: only answers since then count. Answers count by what is known
 * now, and not at all while it is in doubt.
 */
export async function practiceProgress(
  trx: Trx,
  { id: projectId, definition: { practice } }: Project,
  personId: PersonId,
): Promise<{ progress: PracticeProgress; answers: readonly PracticeAnswer[] } | null> {
  if (!practice) return null
  const key = { projectId, personId }
  const rank = await findRank(trx, key)
  const answers = await practiceAnswers(trx, key)
  const counting = answers.filter(({ truth, at }) => truth !== null && (!rank || at > rank.changedAt))
  const right = counting.slice(-practice.items).filter((answer) => answer.isRight).length
  const isPassed = (rank !== null && rank.rank !== 'trainee') || right >= practice.right
  return { progress: { right, wanted: practice.right, of: practice.items, isPassed }, answers }
}
