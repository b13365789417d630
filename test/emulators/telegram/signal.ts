/** Lets tests wait for a condition on the emulator's state instead of for time. */
export interface Signal {
  /** Says that something changed. */
  notify(): void
  /**
   * Resolves with the first value of `probe` that is not `undefined` or `false`; `probe` runs at once and
   * after every change. Rejects after `timeoutMs` of real time, a guard against waiting for ever.
   */
  until<T>(probe: () => T | undefined | false, timeoutMs: number, what: () => string): Promise<T>
}

export function createSignal(): Signal {
  const listeners = new Set<() => void>()
  return {
    notify() {
      for (const listener of [...listeners]) listener()
    },
    until(probe, timeoutMs, what) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(check)
          reject(new Error(`waited ${timeoutMs} ms in vain for ${what()}`))
        }, timeoutMs)
        function check(): void {
          try {
            const value = probe()
            if (value === undefined || value === false) return
            resolve(value)
          } catch (cause) {
            reject(cause instanceof Error ? cause : new Error('the awaited condition threw', { cause }))
          }
          clearTimeout(timer)
          listeners.delete(check)
        }
        listeners.add(check)
        check()
      })
    },
  }
}
