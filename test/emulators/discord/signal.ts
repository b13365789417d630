type Listener = () => void

/** Lets tests await a condition on the emulator's state: every change re-checks those who wait. */
export interface Signal {
  /** Tell everybody who waits that something changed. */
  changed(): void
  /** Resolves with the first value that is not undefined; rejects with `what` after `withinMs` of real time. */
  until<T>(look: () => T | undefined, what: string, withinMs?: number): Promise<T>
}

/** Makes a signal. The time limit is real time because it guards against a hanging test, not a rule. */
export function makeSignal(): Signal {
  const listeners = new Set<Listener>()
  return {
    changed() {
      for (const listener of [...listeners]) listener()
    },
    until(look, what, withinMs = 5000) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const found = look()
          if (found === undefined) return
          clearTimeout(timer)
          listeners.delete(check)
          resolve(found)
        }
        const timer = setTimeout(() => {
          listeners.delete(check)
          reject(new Error(`Waited ${withinMs} ms in vain for ${what}`))
        }, withinMs)
        listeners.add(check)
        check()
      })
    },
  }
}
