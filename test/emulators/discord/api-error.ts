/** Nested errors as Discord sends them: `{ embeds: { 0: { title: { _errors: [{ code, message }] } } } }`. */
export interface ErrorTree {
  _errors?: { code: string; message: string }[]
  [key: string]: ErrorTree | { code: string; message: string }[] | undefined
}

/** A refusal: becomes the HTTP answer `{ message, code, errors? }` with the given status. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number
  readonly errors: ErrorTree | undefined

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
  }

  /** The JSON body Discord would answer with. */
  body(): Record<string, unknown> {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) }
  }
}

/** The refusals used here, with Discord's status, code and sentence (names as in RESTJSONErrorCodes). */
const REFUSALS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownOverwrite: [404, 10009, 'Unknown Overwrite'],
  unknownRole: [404, 10011, 'Unknown Role'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownEmoji: [400, 10014, 'Unknown Emoji'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownBan: [404, 10026, 'Unknown Ban'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  notThisApplication: [403, 20012, 'You are not authorized to perform this action on this application'],
  tooManyPins: [400, 30003, 'Maximum number of pins reached (250)'],
  tooManyReactions: [400, 30010, 'Maximum number of reactions reached (20)'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached'],
  tooManyCommandCreates: [
    400,
    30034,
    'Max number of daily application command creates has been reached (200)',
  ],
  tooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notInDm: [400, 50003, 'Cannot execute action on a DM channel'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  dmClosed: [403, 50007, 'Cannot send messages to this user'],
  notText: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  bulkDeleteCount: [
    400,
    50016,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete',
  ],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidRecipients: [400, 50033, 'Invalid Recipient(s)'],
  tooOldToBulkDelete: [400, 50034, 'A message provided was too old to bulk delete'],
  invalidApiVersion: [400, 50041, 'Invalid API version provided'],
  threadArchived: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  noMutualGuilds: [403, 50278, 'Cannot send messages to this user due to having no mutual guilds'],
  reactionBlocked: [403, 90001, 'Reaction blocked'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
} as const satisfies Record<string, readonly [number, number, string]>

/** The refusal of that name, ready to throw. */
export function refusal(name: keyof typeof REFUSALS): ApiError {
  const [status, code, message] = REFUSALS[name]
  return new ApiError(status, code, message)
}

/** A form error (50035) at one path. */
export function formError(path: readonly PropertyKey[], code: string, message: string): ApiError {
  return new ApiError(400, 50035, 'Invalid Form Body', plant({}, path, code, message))
}

/** Puts one error into a nested tree and returns the tree. */
export function plant(
  tree: ErrorTree,
  path: readonly PropertyKey[],
  code: string,
  message: string,
): ErrorTree {
  let node = tree
  for (const part of path) {
    const key = String(part)
    const next = (node[key] as ErrorTree | undefined) ?? {}
    node[key] = next
    node = next
  }
  node._errors = [...(node._errors ?? []), { code, message }]
  return tree
}
