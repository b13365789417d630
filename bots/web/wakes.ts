/** Wakes whoever waits for news of one conversation. */
export interface Wakes {
  wake(userId: string): void
  /** Starts listening at once; `next` resolves when something happened since the last `next`, after
   * `timeoutMs`, or when all waiting ends. */
  listen(userId: string): Listener
  /** Ends all waiting for good. */
  end(): void
}

export interface Listener {
  next(timeoutMs: number): Promise<'news' | 'quiet' | 'ended'>
  stop(): void
}

interface Waiting {
  missed: boolean
  resume: (() => void) | null
}

export function createWakes(): Wakes {
  const waiting = new Map<string, Set<Waiting>>()
  let ended = false
  const rouse = (one: Waiting) => {
    one.missed = true
    one.resume?.()
  }
  return {
    wake: (userId) => {
      for (const one of waiting.get(userId) ?? []) rouse(one)
    },
    listen: (userId) => {
      const one: Waiting = { missed: false, resume: null }
      const others = waiting.get(userId) ?? new Set()
      waiting.set(userId, others.add(one))
      return {
        next: async (timeoutMs) => {
          if (!one.missed && !ended) await pause(one, timeoutMs)
          const news = one.missed
          one.missed = false
          if (ended) return 'ended'
          return news ? 'news' : 'quiet'
        },
        stop: () => {
          rouse(one)
          others.delete(one)
          if (others.size === 0 && waiting.get(userId) === others) waiting.delete(userId)
        },
      }
    },
    end: () => {
      ended = true
      for (const one of [...waiting.values()].flatMap((ones) => [...ones])) rouse(one)
    },
  }
}

function pause(one: Waiting, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => one.resume?.(), timeoutMs)
    one.resume = () => {
      clearTimeout(timer)
      one.resume = null
      resolve()
    }
  })
}
