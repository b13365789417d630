import { type PeersFile, voteAmounts } from './peers-terms.ts'

/** Rounds an item gets at most: one that is rejected without another label is annotated once more, or as often as
 * people may answer again. */
export function roundsOf({ resubmit }: Pick<PeersFile, 'resubmit'>): number {
  return Math.max(2, 1 + (resubmit?.tries ?? 0))
}

/** The highest multiplier of a reward by record, as the ledger has it: 94/64. */
const [PREMIUM, PER] = [94n, 64n]

/** The most an item can cost its project, in wei: what the ledger reserves for every round it may get. */
export function mostItemCost(file: PeersFile & { readonly maxRedundancy: number }): bigint {
  if (file.protocol === 'independent') return BigInt(file.maxRedundancy) * file.rewards.annotation
  const { draws, panelDraws } = file.validation
  const vote = voteAmounts(file).rewardWei
  const votes = BigInt(draws + panelDraws) * premium(vote)
  return BigInt(roundsOf(file)) * (premium(file.rewards.annotation) + votes)
}

function premium(wei: bigint): bigint {
  return (wei * PREMIUM + PER - 1n) / PER
}
