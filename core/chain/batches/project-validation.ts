import type { ProjectId } from '../../ids.ts'
import { mostWithPremium } from '../../ledger/record.ts'
import { unitsOf, weiOf } from '../../ledger/units.ts'
import { type ProjectDefinition, projectDefinition } from '../../projects/definition.ts'
import { type ValidationTerms, voteAmounts } from '../../projects/peers-terms.ts'
import type { Trx } from '../../store/database.ts'
import { projectOfTap } from '../../store/tap-projects.ts'

/** What the second round of an item of a project costs at most, in wei. */
export async function panelCostOf(trx: Trx, id: ProjectId): Promise<bigint> {
  const definition = await definitionOf(trx, id)
  const reward = unitsOf(voteAmounts(definition).rewardWei)
  return weiOf(BigInt(definition.validation.panelDraws) * mostWithPremium(reward))
}

/** How a project has its annotations validated. */
export async function validationOf(trx: Trx, id: ProjectId): Promise<ValidationTerms> {
  return (await definitionOf(trx, id)).validation
}

async function definitionOf(trx: Trx, id: ProjectId): Promise<ProjectDefinition> {
  const { source } = await projectOfTap(trx, id)
  return projectDefinition.parse(JSON.parse(source))
}
