/** What of a person's holdings vests. Units, and hours of the ledger. */
export interface Vesting {
  readonly free: bigint
  readonly unvested: bigint
  /** Hour of the last change. */
  readonly vestLast: number
  /** Hours from then to the end. */
  readonly vestRem: number
}

/** Units that have vested since the last change, rounded down; they become free when they are claimed. */
export function vestedBy({ unvested, vestLast, vestRem }: Vesting, hour: number): bigint {
  const passed = hour - vestLast
  return passed < vestRem ? (unvested * BigInt(passed)) / BigInt(vestRem) : unvested
}

/** Moves what has vested to `free`. When nothing has, nothing changes: else frequent claims would round it away. */
export function claimVested<V extends Vesting>(holding: V, hour: number): V {
  const vested = vestedBy(holding, hour)
  if (vested === 0n) return holding
  return {
    ...holding,
    free: holding.free + vested,
    unvested: holding.unvested - vested,
    vestLast: hour,
    vestRem: hoursLeft(holding, hour),
  }
}

/**
 * Adds a reward that alone would vest over `vestHours`: the end moves to the mean of the old end and the reward's,
 * weighted by the amounts and rounded up. A reward of zero changes nothing at all.
 */
export function addVesting<V extends Vesting>(holding: V, hour: number, units: bigint, vestHours: number): V {
  if (units === 0n) return holding
  const vested = vestedBy(holding, hour)
  const rest = holding.unvested - vested
  const sum = rest + units
  const weighted = rest * BigInt(hoursLeft(holding, hour)) + units * BigInt(vestHours)
  return {
    ...holding,
    free: holding.free + vested,
    unvested: sum,
    vestLast: hour,
    vestRem: Number((weighted + sum - 1n) / sum),
  }
}

function hoursLeft({ vestLast, vestRem }: Vesting, hour: number): number {
  return Math.max(0, vestLast + vestRem - hour)
}
