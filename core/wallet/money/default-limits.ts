import { greatest, SESSION_STEP, weiOf } from '../../ledger/units.ts'
import type { Holdings } from './holdings.ts'
import type { Limits } from './plan-wish.ts'

const DAYS = 30
const LEAST_LABEL_WEI = 10n ** 18n

/**
 * Limits that let a person label with what they stake and no more: as much can be lost as is or will be staked, for
 * one label what the dearest running project asks for, for thirty days.
 * @param addedWei staked with it
 * @param dearestWei highest stake for one label among the running projects
 */
export function defaultLimits(
  { freeWei, lockedWei, session }: Pick<Holdings, 'freeWei' | 'lockedWei' | 'session'>,
  addedWei: bigint,
  dearestWei: bigint,
): Limits {
  const wanted = [session?.perLabelWei ?? 0n, dearestWei, LEAST_LABEL_WEI]
  const perLabelWei = roundUp(greatest(wanted))
  return { lossWei: roundUp(freeWei + lockedWei + addedWei), perLabelWei, days: DAYS }
}

/** To whole steps of the session's limits. */
function roundUp(wei: bigint): bigint {
  const step = weiOf(SESSION_STEP)
  return ((wei + step - 1n) / step) * step
}
