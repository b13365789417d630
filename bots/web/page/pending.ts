import type { Pending } from './api.ts'

const key = (personId: string) => `tagora.pending.${personId}`

/** Remembers an unconfirmed event over a reload. Files cannot be kept, so theirs are not. */
export function keepPending(personId: string, pending: Pending): void {
  if (pending.file) return
  const { eventId, input } = pending
  localStorage.setItem(key(personId), JSON.stringify({ eventId, input }))
}

/** Forgets an event that is confirmed, unless another one has been kept since. */
export function forgetPending(personId: string, eventId: string): void {
  if (keptPending(personId)?.eventId === eventId) localStorage.removeItem(key(personId))
}

/** The event a reload interrupted, or null. */
export function keptPending(personId: string): Pending | null {
  const kept = localStorage.getItem(key(personId))
  return kept ? (JSON.parse(kept) as Pending) : null
}
