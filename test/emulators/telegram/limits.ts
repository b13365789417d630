import type { EmulatorClock } from './clock.ts'
import { tooManyRequests } from './errors.ts'

/** How much a bot may send; Telegram names the numbers only softly, these are the ones it advises. */
export interface RateLimits {
  /** Messages per second to one chat, once the burst is used up. */
  perChatPerSecond: number
  /** Messages to one chat that may come at once. */
  chatBurst: number
  /** Messages per minute to one group. */
  perGroupPerMinute: number
  /** Messages per second to all chats together. */
  overallPerSecond: number
}

export const DEFAULT_LIMITS: RateLimits = {
  perChatPerSecond: 1,
  chatBurst: 5,
  perGroupPerMinute: 20,
  overallPerSecond: 30,
}

/** Counts messages; `take` refuses with 429 and the seconds to wait. */
export interface RateLimiter {
  take(chatId: number, isGroup: boolean): void
}

interface Window {
  times: number[]
  max: number
  spanMs: number
}

/** Milliseconds until the window has room, 0 when it has some now. */
function waitFor(window: Window, now: number): number {
  window.times = window.times.filter((time) => time > now - window.spanMs)
  if (window.times.length < window.max) return 0
  return (window.times[window.times.length - window.max] as number) + window.spanMs - now
}

/** A limiter by the clock; `false` lifts every limit. */
export function rateLimiter(limits: RateLimits | false, clock: EmulatorClock): RateLimiter {
  if (limits === false) return { take: () => undefined }
  const overall: Window = { times: [], max: limits.overallPerSecond, spanMs: 1000 }
  const groups = new Map<number, Window>()
  const buckets = new Map<number, { tokens: number; at: number }>()

  function bucketOf(chatId: number, now: number) {
    const known = buckets.get(chatId) ?? { tokens: limits ? limits.chatBurst : 0, at: now }
    const { chatBurst, perChatPerSecond } = limits as RateLimits
    const tokens = Math.min(chatBurst, known.tokens + ((now - known.at) / 1000) * perChatPerSecond)
    const bucket = { tokens, at: now }
    buckets.set(chatId, bucket)
    return bucket
  }

  return {
    take(chatId, isGroup) {
      const now = clock.now()
      const bucket = bucketOf(chatId, now)
      const group = groups.get(chatId) ?? { times: [], max: limits.perGroupPerMinute, spanMs: 60_000 }
      const chatWait = bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / limits.perChatPerSecond) * 1000
      const waitMs = Math.max(chatWait, waitFor(overall, now), isGroup ? waitFor(group, now) : 0)
      if (waitMs > 0) throw tooManyRequests(Math.max(1, Math.ceil(waitMs / 1000)))
      bucket.tokens -= 1
      overall.times.push(now)
      group.times.push(now)
      groups.set(chatId, group)
    },
  }
}
