import type { PersonId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { countPracticeItems } from '../../store/practice.ts'
import { findRank } from '../../store/ranks.ts'

/**
 * Whether a person must practise before they are given items of a project: it asks for it, they have not passed nor
 * been given a rank otherwise, and there is enough to practise on. No query where a project does not ask.
 */
export async function mustPractise(
  trx: Trx,
  { id: projectId, definition }: Project,
  personId: PersonId,
): Promise<boolean> {
  const { practice } = definition
  if (!practice || (await findRank(trx, { projectId, personId }))) return false
  return (await countPracticeItems(trx, projectId, practice.items)) >= practice.items
}
