import { mostWithPremium } from '../record.ts'
import type { ParamsWord } from '../words.ts'

/** Units a person puts at stake to contest an item after round 1, or after the panel (round 2): twice as much. */
export function disputeBond(params: ParamsWord, round: 1 | 2): bigint {
  const panelCost = BigInt(params.panelDraws) * mostWithPremium(params.validatorReward)
  return (2n * params.labelStake + panelCost) * BigInt(round)
}
