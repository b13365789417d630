import type { Instant } from '../clock.ts'

/** When a validator wants to be asked for votes. */
export interface Availability {
  readonly state: 'on' | 'off'
  /** Only in these hours of the person's day, `to` excluded; null for all day. */
  readonly hours: Hours | null
}

export interface Hours {
  /** From 0 to 23; a span may go over midnight. */
  readonly from: number
  readonly to: number
  /** How far the person's time is ahead of UTC. */
  readonly offsetMinutes: number
}

/** Whoever never said anything may be asked at any time. */
export const ALWAYS: Availability = { state: 'on', hours: null }

/** free: may be asked; resting: outside of their hours, asked only when nobody else is left; off: never asked. */
export function availabilityAt({ state, hours }: Availability, now: Instant): 'free' | 'resting' | 'off' {
  if (state === 'off') return 'off'
  if (hours === null || isWithin(hours, now)) return 'free'
  return 'resting'
}

function isWithin({ from, to, offsetMinutes }: Hours, now: Instant): boolean {
  const hour = new Date(Date.parse(now) + offsetMinutes * 60_000).getUTCHours()
  return from < to ? from <= hour && hour < to : from <= hour || hour < to
}
