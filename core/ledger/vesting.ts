/** What of a person's holdings vests. Units, and hours of the ledger. */
export interface Vesting {
  readonly free: bigint
  readonly unvested: bigint
  /** Hour of the last change. */
  readonly vestLast: number
  /** Hours from then to the end. */
  readonly vestRem: number
}

/**
 * Units that will not have vested at `hour`, which is not before the last change.
 * Whole units vest evenly, the larger steps last, so that how often they are claimed changes nothing.
 */
export function unvestedAt({ unvested, vestLast, vestRem }: Vesting, hour: number): bigint {
  const left = BigInt(Math.max(0, vestLast + vestRem - hour))
  if (left === 0n) return 0n
  const extra = unvested % BigInt(vestRem)
  return (unvested / BigInt(vestRem)) * left + (extra < left ? extra : left)
}

/** Moves what has vested by `hour` to `free`. */
export function claimVested<V extends Vesting>(holding: V, hour: number): V {
  const rest = unvestedAt(holding, hour)
  return {
    ...holding,
    free: holding.free + holding.unvested - rest,
    unvested: rest,
    vestLast: hour,
    vestRem: Math.max(0, holding.vestLast + holding.vestRem - hour),
  }
}

/**
 * Adds a reward that alone would vest over `vestHours`: the end moves to the mean of the old end and the reward's,
 * weighted by the amounts and rounded up. A reward of zero changes nothing at all.
 */
export function addVesting<V extends Vesting>(holding: V, hour: number, units: bigint, vestHours: number): V {
  if (units === 0n) return holding
  const claimed = claimVested(holding, hour)
  const sum = claimed.unvested + units
  const weighted = claimed.unvested * BigInt(claimed.vestRem) + units * BigInt(vestHours)
  return { ...claimed, unvested: sum, vestRem: Number((weighted + sum - 1n) / sum) }
}
