import { Refusal, Unavailable } from './api.ts'

const RETRY_MS = [500, 1_000, 2_000, 4_000]
/** A server that is there but cannot answer is not asked for ever. */
const MAX_UNAVAILABLE = 5

/** Tries until the server answers; null when `signal` ended it.
 * @throws Refusal also for a server that stays unable to answer */
export async function untilAnswered<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
  let unavailable = 0
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      return await attempt()
    } catch (thrown) {
      if (thrown instanceof Refusal) throw thrown
      if (thrown instanceof Unavailable && ++unavailable === MAX_UNAVAILABLE) {
        throw new Refusal(thrown.message, { cause: thrown })
      }
      const wait = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  return null
}
