import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  HTTPError,
  RESTJSONErrorCodes,
} from 'discord.js'
import { reasonOf } from '../../core/errors.ts'

const UNAUTHORIZED = 401
/** Nobody can be written to: messages closed, no server in common, deleted, no person. */
const UNREACHABLE: ReadonlySet<string | number> = new Set([
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.InvalidRecipients,
])

const GONE: ReadonlySet<string | number> = new Set([
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
])

/** Nothing can be written to a place: not seen, not allowed, locked, or gone. */
const CLOSED: ReadonlySet<string | number> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.ThreadLocked,
])

/** True when this person cannot be written to, until they write again. */
export function isUnreachable(thrown: unknown): boolean {
  return thrown instanceof DiscordAPIError && UNREACHABLE.has(thrown.code)
}

/** True when a remembered conversation is gone. */
export function isUnknownChannel(thrown: unknown): boolean {
  return thrown instanceof DiscordAPIError && thrown.code === RESTJSONErrorCodes.UnknownChannel
}

/** True when a message that was shown for an interaction is gone, or the quarter of an hour is over in which
 * the interaction's token opens it. */
export function isGone(thrown: unknown): boolean {
  return thrown instanceof DiscordAPIError && GONE.has(thrown.code)
}

/** True when the bot may not write to a channel or thread, or there is none any more. */
export function isGroupClosed(thrown: unknown): boolean {
  return thrown instanceof DiscordAPIError && CLOSED.has(thrown.code)
}

/** True when an interaction has its first response already: it was delivered twice, or the answer to our
 * own call got lost. */
export function isAcknowledged(thrown: unknown): boolean {
  return (
    thrown instanceof DiscordAPIError &&
    thrown.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  )
}

/** True when Discord does not know the token. */
export function isUnauthorized(thrown: unknown): boolean {
  if (thrown instanceof DiscordAPIError) return thrown.status === UNAUTHORIZED
  return thrown instanceof DiscordjsError && thrown.code === DiscordjsErrorCodes.TokenInvalid
}

/** What may be logged of a failure. Errors of discord.js hold addresses with the tokens of interactions and
 * the payload, so they are never logged whole. */
export function loggable(thrown: unknown): { reason: string; code?: string | number; status?: number } {
  const reason = reasonOf(thrown)
  if (thrown instanceof DiscordAPIError) return { reason, code: thrown.code, status: thrown.status }
  return thrown instanceof HTTPError ? { reason, status: thrown.status } : { reason }
}
