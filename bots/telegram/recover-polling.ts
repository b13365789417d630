import { setTimeout as pause } from 'node:timers/promises'
import { type Api, GrammyError } from 'grammy'
import type { Logger } from 'pino'
import { isUnauthorized, safeReason } from './refusals.ts'

const FIRST_WAIT_MS = 500
const CONFLICT_WAIT_MS = 3_000
const LONGEST_WAIT_MS = 15_000

export interface RecoveryDeps {
  /** Calls without retries of its own. */
  readonly api: Api
  readonly log: Logger
  readonly token: string
}

/** Waits after a failed fetch; false when there is no point in going on. */
export async function recoverPolling(
  { api, log, token }: RecoveryDeps,
  thrown: unknown,
  failures: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false
  const reason = safeReason(thrown, token)
  if (isUnauthorized(thrown)) {
    log.fatal({ reason }, 'Telegram refuses the bot token: no more updates come. Check TELEGRAM_TOKEN.')
    return false
  }
  let waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
  if (thrown instanceof GrammyError) waitMs = Math.max(waitMs, (thrown.parameters.retry_after ?? 0) * 1_000)
  if (thrown instanceof GrammyError && thrown.error_code === 409) {
    log.warn({ reason }, 'another program fetches the updates of this bot; only one may')
    waitMs = Math.max(waitMs, CONFLICT_WAIT_MS)
    if (/webhook/.test(thrown.description)) await dropWebhook(api, log, token)
  } else {
    log.warn({ reason, failures }, 'updates could not be fetched')
  }
  await pause(waitMs, undefined, { signal }).catch((cause: unknown) => {
    if (!signal.aborted) throw cause
  })
  return true
}

/** A webhook of an earlier configuration would keep every update from us. */
export async function dropWebhook(api: Api, log: Logger, token: string): Promise<void> {
  try {
    await api.deleteWebhook()
  } catch (thrown) {
    log.warn({ reason: safeReason(thrown, token) }, 'an old webhook could not be removed')
  }
}
