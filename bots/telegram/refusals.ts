import { GrammyError } from 'grammy'
import { reasonOf } from '../../core/errors.ts'

/** True when an edit would have changed nothing, so that what was wanted is there. */
export function isNotModified(thrown: unknown): boolean {
  return thrown instanceof GrammyError && /message is not modified/i.test(thrown.description)
}

/** True when the call itself is at fault, and saying it again cannot help. */
export function isBadRequest(thrown: unknown): boolean {
  return thrown instanceof GrammyError && thrown.error_code === 400
}

/** True when this person cannot be written to: blocked, gone, or never started the bot. */
export function isUnreachable(thrown: unknown): boolean {
  if (!(thrown instanceof GrammyError)) return false
  if (thrown.error_code === 403) return true
  return (
    thrown.error_code === 400 && /chat not found|PEER_ID_INVALID|user not found/i.test(thrown.description)
  )
}

/** True when Telegram does not know the token: 401, and 404 for one that cannot be a token. */
export function isUnauthorized(thrown: unknown): boolean {
  return thrown instanceof GrammyError && (thrown.error_code === 401 || thrown.error_code === 404)
}

/** The message of an error without the token, which stands in the address of every call. Errors of grammY
 * hold the payload, so they are never logged whole. */
export function safeReason(thrown: unknown, token: string): string {
  return reasonOf(thrown).replaceAll(token, '<token>')
}
