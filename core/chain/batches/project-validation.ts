import type { ProjectId } from '../../ids.ts'
import { projectDefinition } from '../../projects/definition.ts'
import type { ValidationTerms } from '../../projects/peers-terms.ts'
import type { Trx } from '../../store/database.ts'
import { projectOfTap } from '../../store/tap-projects.ts'

/** How a project has its annotations validated. */
export async function validationOf(trx: Trx, id: ProjectId): Promise<ValidationTerms> {
  const { source } = await projectOfTap(trx, id)
  return projectDefinition.parse(JSON.parse(source)).validation
}
