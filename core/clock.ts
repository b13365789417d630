/** A moment as ISO 8601 text in UTC with milliseconds; sorts as text in the order of time. */
export type Instant = string & { readonly __brand: 'Instant' }

/** The only source of time; tests pass their own. */
export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) }

/** Milliseconds since the epoch as an Instant. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant
}

/** The moment `ms` milliseconds after `instant` (before it, when negative). */
export function plusMs(instant: Instant, ms: number): Instant {
  return instantOf(Date.parse(instant) + ms)
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from)
}
