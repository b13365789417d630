/** Wei in one unit, the smallest amount the ledger counts: a thousandth of a token. */
const UNIT = 10n ** 15n
/** Units in one step of a session's limits: a hundredth of a token. */
export const SESSION_STEP = 10n
/** Start of the ledger's hours: 2026-01-01T00:00:00Z, in seconds since 1970. */
const TIME_ZERO = 1_767_225_600
const HOUR = 3_600

/** Whole hours since the ledger's time zero at a block's timestamp (seconds since 1970). */
export function hourOf(timestamp: number): number {
  return Math.floor((timestamp - TIME_ZERO) / HOUR)
}

/** When an hour of the ledger begins, in seconds since 1970. */
export function timeOf(hour: number): number {
  return TIME_ZERO + hour * HOUR
}

/** Units as wei. */
export function weiOf(units: bigint): bigint {
  return units * UNIT
}

/** Wei as units, rounded down. */
export function unitsOf(wei: bigint): bigint {
  return wei / UNIT
}

/** The smaller amount. */
export function least(a: bigint, b: bigint): bigint {
  return a > b ? b : a
}

/** The largest of some amounts, or 0. */
export function greatest(amounts: readonly bigint[]): bigint {
  let most = 0n
  for (const one of amounts) if (one > most) most = one
  return most
}
