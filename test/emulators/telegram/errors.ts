/** What Telegram adds to a refusal so that a bot can recover by itself. */
export interface ErrorParameters {
  retry_after?: number
  migrate_to_chat_id?: number
}

/** A refusal as the Bot API words it; becomes `{ok: false, error_code, description, parameters}`. */
export class ApiError extends Error {
  readonly code: number
  readonly parameters: ErrorParameters | undefined

  constructor(code: number, description: string, parameters?: ErrorParameters) {
    super(description)
    this.name = 'ApiError'
    this.code = code
    this.parameters = parameters
  }
}

/**
 * Joins prefix and message the way the Bot API server does: the first letter is lower-cased unless
 * the second character is `_` or a capital, so that `BUTTON_DATA_INVALID` survives.
 */
function describe(prefix: string, message: string): string {
  if (message.startsWith(prefix)) return message
  const keepsCase = /^.[_A-Z]/.test(message)
  const first = message.charAt(0)
  return `${prefix}: ${keepsCase ? first : first.toLowerCase()}${message.slice(1)}`
}

export function badRequest(message: string, parameters?: ErrorParameters): ApiError {
  return new ApiError(400, describe('Bad Request', message), parameters)
}

export function forbidden(message: string): ApiError {
  return new ApiError(403, describe('Forbidden', message))
}

export function conflict(message: string): ApiError {
  return new ApiError(409, describe('Conflict', message))
}

export function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  })
}
