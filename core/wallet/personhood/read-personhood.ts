import { type Clock, type Instant, msBetween } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import type { Trx } from '../../store/database.ts'
import {
  addressesOfPerson,
  identitiesOfPerson,
  type PersonhoodReading,
  readingsOfPerson,
  stakedSince,
} from '../../store/personhood.ts'
import { accountSince } from './account-since.ts'
import { type CheckedSignal, MOST_POINTS, type Signal } from './signal.ts'

/** Why there are no points, or fewer than the most. */
type Lack = 'wallet' | 'reading' | 'time' | 'stake'

export interface SignalPoints {
  readonly signal: Signal
  readonly points: number
  readonly most: number
  /** What more points want; null when there are all. The signal of a contract: a better proof there. */
  readonly lacks: Lack | CheckedSignal | null
  /** When a contract last gave an answer; null before, and for signals that are no contract's. */
  readonly readAt: Instant | null
}

/** What speaks for a person being one human. */
export interface Personhood {
  readonly points: number
  readonly most: number
  readonly signals: readonly SignalPoints[]
}

const DAY_MS = 24 * 3_600_000
/** Ages that give all their points. */
export const FULL_STAKE_DAYS = 90
export const FULL_ACCOUNT_DAYS = 365

/** The points of a person with where they come from. Only signals that are set up here count, so nobody lacks
 * points that cannot be had. */
export async function readPersonhood(
  trx: Trx,
  clock: Clock,
  person: PersonId,
  checked: readonly CheckedSignal[],
): Promise<Personhood> {
  const now = clock.now()
  const hasWallet = (await addressesOfPerson(trx, person)).length > 0
  const readings = await readingsOfPerson(trx, person)
  const signals = [
    ...checked.map((signal) =>
      checkedPoints(
        signal,
        hasWallet,
        readings.filter((one) => one.signal === signal),
      ),
    ),
    stakePoints(await stakedSince(trx, person), now),
    accountPoints((await identitiesOfPerson(trx, person)).map(accountSince), now),
  ]
  const sum = (field: 'points' | 'most') => signals.reduce((total, one) => total + one[field], 0)
  return { points: sum('points'), most: sum('most'), signals }
}

/** The best that any of the person's addresses has. */
function checkedPoints(
  signal: CheckedSignal,
  hasWallet: boolean,
  readings: readonly PersonhoodReading[],
): SignalPoints {
  const most = MOST_POINTS[signal]
  const [best] = readings.toSorted((a, b) => b.share - a.share)
  if (!best) return { signal, points: 0, most, lacks: hasWallet ? 'reading' : 'wallet', readAt: null }
  const points = Math.round(most * best.share)
  return { signal, points, most, lacks: points < most ? signal : null, readAt: best.readAt }
}

function stakePoints(since: Instant | null, now: Instant): SignalPoints {
  const lasting = ageOf('stake', since, FULL_STAKE_DAYS, now)
  return since ? lasting : { ...lasting, lacks: 'stake' }
}

function accountPoints(since: readonly Instant[], now: Instant): SignalPoints {
  return ageOf('account', since.toSorted()[0] ?? null, FULL_ACCOUNT_DAYS, now)
}

function ageOf(signal: Signal, since: Instant | null, fullDays: number, now: Instant): SignalPoints {
  const most = MOST_POINTS[signal]
  const days = since ? Math.max(0, msBetween(since, now) / DAY_MS) : 0
  const points = Math.floor(most * Math.min(1, days / fullDays))
  return { signal, points, most, lacks: points < most ? 'time' : null, readAt: null }
}
