import type { PersonId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { countPracticeItems } from '../../store/practice.ts'
import { findRank } from '../../store/ranks.ts'
import { practiceProgress } from './practice-progress.ts'

/**
 * Whether a person must practise before they are given items of a project: it asks for it, they are a trainee who has
 * not passed since they became one, and there is enough they can practise on. No query where a project does not ask,
 * one for everybody who is no trainee.
 */
export async function mustPractise(trx: Trx, project: Project, personId: PersonId): Promise<boolean> {
  const { id: projectId, definition } = project
  const { practice } = definition
  if (!practice) return false
  const rank = await findRank(trx, { projectId, personId })
  if (rank && rank.rank !== 'trainee') return false
  const found = await practiceProgress(trx, project, personId)
  if (!found || found.progress.isPassed) return false
  return (await countPracticeItems(trx, projectId, practice.items, personId)) >= practice.items
}
