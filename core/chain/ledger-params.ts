import { unitsOf } from '../ledger/units.ts'
import type { ParamsWord } from '../ledger/words.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { thresholdBp, voteAmounts } from '../projects/peers-terms.ts'

/** The rules of a project in the protocol `peers` as the ledger keeps them. `windowMinutes`: that of the file unless
 * given; nobody waits on the local chain. */
export function ledgerParams(file: ProjectDefinition, windowMinutes?: number): ParamsWord {
  const { validation, rewards, stake } = file
  const vote = voteAmounts(file)
  return {
    labelStake: unitsOf(stake.perAnnotation),
    annotatorSlash: unitsOf(stake.slash),
    annotatorReward: unitsOf(rewards.annotation),
    validatorReward: unitsOf(vote.rewardWei),
    validatorSlash: unitsOf(vote.slashWei),
    thresholdBp: thresholdBp(file),
    draws: validation.draws,
    minVotes: validation.minVotes,
    panelDraws: validation.panelDraws,
    panelMinVotes: validation.panelMinVotes,
    windowMinutes: windowMinutes ?? validation.windowMinutes,
    vestHours: validation.vestHours,
  }
}
