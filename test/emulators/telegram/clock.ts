/** Time as the emulator sees it: every expiry, delay and limit goes through here, so tests can drive it. */
export interface EmulatorClock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Runs `action` once `delayMs` have passed on this clock; the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void
}

/** A clock that stands still until `advance` moves it. */
export interface ManualClock extends EmulatorClock {
  /** Moves time forward by `ms` and runs, in order, every action that falls due on the way. */
  advance(ms: number): void
  /** Delays in milliseconds from now until each waiting action, shortest first. */
  pending(): number[]
}

/** Real time; `now` alone may be replaced, delays then still pass in real time. */
export function systemClock(now: () => number = Date.now): EmulatorClock {
  return {
    now,
    after(delayMs, action) {
      const timer = setTimeout(action, delayMs)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

/** Builds a clock that starts at `startMs` and moves only by `advance`. */
export function manualClock(startMs = Date.UTC(2026, 0, 5, 12)): ManualClock {
  let current = startMs
  const waiting = new Set<{ at: number; action: () => void }>()

  function nextDue(limit: number) {
    let due: { at: number; action: () => void } | undefined
    for (const entry of waiting) {
      if (entry.at <= limit && (due === undefined || entry.at < due.at)) due = entry
    }
    return due
  }

  return {
    now: () => current,
    after(delayMs, action) {
      const entry = { at: current + delayMs, action }
      waiting.add(entry)
      return () => waiting.delete(entry)
    },
    advance(ms) {
      const target = current + ms
      for (let due = nextDue(target); due !== undefined; due = nextDue(target)) {
        waiting.delete(due)
        current = Math.max(current, due.at)
        due.action()
      }
      current = target
    },
    pending: () => [...waiting].map((entry) => entry.at - current).sort((a, b) => a - b),
  }
}
