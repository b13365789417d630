import { setTimeout as pause } from 'node:timers/promises'
import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { type RecoveryDeps, recoverPolling } from './recover-polling.ts'
import { safeReason } from './refusals.ts'
import { ALLOWED_UPDATES } from './webhook.ts'

export interface PollingDeps extends RecoveryDeps {
  readonly knows: (updateId: number) => boolean
  readonly dispatch: (update: Update) => Promise<void>
}

export interface Polling {
  start(): void
  /** Fetches nothing more; what is under way goes on. */
  halt(): Promise<void>
  /** Tells Telegram what was handled since the last fetch. */
  confirm(): Promise<void>
}

const POLL_SECONDS = 25
const CONFIRM_MS = 3_000
/** How long new updates wait behind a fetch while an older one is still under way. */
const PACE_MS = 100

type Signal = Parameters<Api['getUpdates']>[1]

/**
 * Long polling that handles updates side by side, which grammY's own does not, and still confirms none
 * before it is handled: the offset stays at the oldest one under way, so a killed process gets everything
 * again that it had not answered. What comes again meanwhile is known and passed over. As Telegram hands out
 * a hundred at a time, at most that many can be waiting behind the oldest one.
 */
export function createPolling(deps: PollingDeps): Polling {
  const { api, log, token, knows, dispatch } = deps
  const running = new Map<number, Promise<void>>()
  const stopping = new AbortController()
  const signal = stopping.signal as unknown as Signal
  let highest = -1
  let confirmed = 0
  let loop = Promise.resolve()

  const offset = () => (running.size > 0 ? Math.min(...running.keys()) : highest + 1)
  const fetchUpdates = () => {
    confirmed = offset()
    return api.getUpdates(
      { offset: confirmed, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
      signal,
    )
  }
  const take = (update: Update) => {
    const { update_id: id } = update
    highest = Math.max(highest, id)
    running.set(
      id,
      dispatch(update).finally(() => running.delete(id)),
    )
  }
  const round = async () => {
    const updates = await fetchUpdates()
    for (const update of updates) if (!knows(update.update_id)) take(update)
    if (updates.length === 0) return
    // Nothing under way although something came: a server that ignores the offset must not spin us.
    if (running.size === 0) await pause(PACE_MS)
    else await Promise.race([Promise.all(running.values()), pause(PACE_MS)])
  }
  const poll = async () => {
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        await round()
        failures = 0
      } catch (thrown) {
        failures += 1
        if (!stopping.signal.aborted) confirmed = 0
        if (!(await recoverPolling(deps, thrown, failures, stopping.signal))) return
      }
    }
  }

  return {
    start: () => {
      loop = poll()
    },
    halt: async () => {
      stopping.abort()
      await loop
    },
    confirm: async () => {
      if (offset() <= confirmed) return
      try {
        const soon = AbortSignal.timeout(CONFIRM_MS) as unknown as Signal
        await api.getUpdates({ offset: offset(), limit: 1, timeout: 0 }, soon)
      } catch (thrown) {
        log.debug({ reason: safeReason(thrown, token) }, 'handled updates will come once more')
      }
    },
  }
}
