import { createHash } from 'node:crypto'
import { ClockWindow, type Counted } from '../clock-window.ts'
import type { Limits, Quota } from '../core.ts'
import type { Call, Route } from './route.ts'

/** A 429 with its headers, or undefined when the request may pass; `headers` go with any answer. */
export interface Verdict {
  headers: Record<string, string>
  refused?: { retryAfterSeconds: number; global: boolean }
}

const MAJOR = ['channel', 'guild', 'token'] as const

/** Counts requests as Discord does: invalid ones per ten minutes, all per second, each route per bucket. */
export class RateLimits {
  readonly #limits: Limits
  readonly #window: ClockWindow

  constructor(limits: Limits) {
    this.#limits = limits
    this.#window = new ClockWindow(limits.now)
  }

  /** Whether the address is banned for too many answers of 401, 403 and 429. */
  banned(): Counted | undefined {
    const state = this.#window.peek('invalid', this.#limits.invalidRequests)
    return state.allowed ? undefined : state
  }

  /** Counts an answer of 401, 403 or (not shared) 429. */
  countInvalid(): void {
    this.#window.count('invalid', this.#limits.invalidRequests)
  }

  /** Counts one request. */
  check(route: Route, call: Pick<Call, 'params'>): Verdict {
    const name = `${route.method} ${route.path}`
    const quota = this.#limits.buckets[name] ?? this.#limits.buckets['*'] ?? this.#limits.global
    if (route.auth !== 'token') {
      const global = this.#window.count('global', this.#limits.global)
      if (!global.allowed) return this.#globalRefusal(global)
    }
    const major = MAJOR.map((key) => call.params[key]).find((value) => value !== undefined) ?? 'global'
    const counted = this.#window.count(`${name}|${major}`, quota)
    const headers = this.#headers(name, quota, counted)
    if (counted.allowed) return { headers }
    const seconds = this.#secondsUntil(counted.resetAtMs)
    return {
      headers: { ...headers, 'X-RateLimit-Scope': 'user', 'Retry-After': String(Math.ceil(seconds)) },
      refused: { retryAfterSeconds: seconds, global: false },
    }
  }

  #secondsUntil(atMs: number): number {
    return Math.max(0, atMs - this.#limits.now()) / 1000
  }

  #headers(name: string, quota: Quota, counted: Counted): Record<string, string> {
    return {
      'X-RateLimit-Limit': String(quota.limit),
      'X-RateLimit-Remaining': String(counted.remaining),
      'X-RateLimit-Reset': (counted.resetAtMs / 1000).toFixed(3),
      'X-RateLimit-Reset-After': this.#secondsUntil(counted.resetAtMs).toFixed(3),
      'X-RateLimit-Bucket': createHash('md5').update(name).digest('hex'),
    }
  }

  #globalRefusal(global: Counted): Verdict {
    const seconds = this.#secondsUntil(global.resetAtMs)
    return {
      headers: {
        'X-RateLimit-Global': 'true',
        'X-RateLimit-Scope': 'global',
        'Retry-After': String(Math.ceil(seconds)),
      },
      refused: { retryAfterSeconds: seconds, global: true },
    }
  }
}
