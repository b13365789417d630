import type { CountedAnnotation } from '../store/annotations.ts'

/** What a project pays and takes, in wei. */
export interface Amounts {
  readonly rewardWei: bigint
  readonly slashWei: bigint
}

/** What a decision means for one annotation, in wei. */
export interface SettlementTerm extends Amounts {
  readonly annotation: CountedAnnotation
}

/**
 * The terms of a decided round: the decided label earns the reward; any other loses the slash, at most
 * the stake it holds, which the contract shares equally among those who agreed.
 */
export function settlementTerms(
  annotations: readonly CountedAnnotation[],
  decidedLabel: string,
  { rewardWei, slashWei }: Amounts,
): SettlementTerm[] {
  return annotations.map((annotation) => {
    if (annotation.label === decidedLabel) return { annotation, rewardWei, slashWei: 0n }
    const { stakeWei } = annotation
    return { annotation, rewardWei: 0n, slashWei: slashWei < stakeWei ? slashWei : stakeWei }
  })
}
