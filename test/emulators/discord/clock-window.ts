import type { Quota } from './core.ts'

/** Outcome of counting one request. */
export interface Counted {
  allowed: boolean
  remaining: number
  resetAtMs: number
}

/** Counts per key in windows that open with the first request, as Discord's buckets do. */
export class ClockWindow {
  readonly #now: () => number
  readonly #windows = new Map<string, { resetAtMs: number; used: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Counts one request against the quota of its key. */
  count(key: string, quota: Quota): Counted {
    const now = this.#now()
    let window = this.#windows.get(key)
    if (!window || window.resetAtMs <= now) {
      window = { resetAtMs: now + quota.perMs, used: 0 }
      this.#windows.set(key, window)
    }
    const allowed = window.used < quota.limit
    if (allowed) window.used += 1
    return { allowed, remaining: Math.max(0, quota.limit - window.used), resetAtMs: window.resetAtMs }
  }

  /** What is left without counting. */
  peek(key: string, quota: Quota): Counted {
    const window = this.#windows.get(key)
    const now = this.#now()
    if (!window || window.resetAtMs <= now)
      return { allowed: quota.limit > 0, remaining: quota.limit, resetAtMs: now + quota.perMs }
    const remaining = Math.max(0, quota.limit - window.used)
    return { allowed: remaining > 0, remaining, resetAtMs: window.resetAtMs }
  }
}
