import { mostWithPremium } from '../../ledger/record.ts'
import { unitsOf, weiOf } from '../../ledger/units.ts'
import type { ProjectDefinition } from '../../projects/definition.ts'
import { voteAmounts } from '../../projects/peers-terms.ts'

/** What an appeal puts at stake, in wei: twice an answer's stake and what the second round costs, and twice that
 * against the second round (docs/contracts.md, Disputes). */
export function appealBond(definition: ProjectDefinition, stage: number): bigint {
  const reward = unitsOf(voteAmounts(definition).rewardWei)
  const panelCost = BigInt(definition.validation.panelDraws) * mostWithPremium(reward)
  const first = 2n * unitsOf(definition.stake.perAnnotation) + panelCost
  return weiOf(stage > 1 ? 2n * first : first)
}
