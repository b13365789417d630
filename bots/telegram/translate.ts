import { z } from 'zod'
import type { CommandEvent, CommandInput } from '../../commands/command.ts'

const userShape = z.object({
  id: z.int(),
  is_bot: z.boolean().default(false),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
})
const chatShape = z.object({ id: z.int(), type: z.string() })
const documentShape = z.object({
  file_id: z.string().min(1),
  file_name: z.string().optional(),
  file_size: z.number().optional(),
})
/** What we need of Telegram's updates; the rest is dropped, so that new fields never matter. */
const updateShape = z.object({
  update_id: z.int(),
  message: z
    .object({
      message_id: z.int(),
      from: userShape.optional(),
      chat: chatShape,
      migrate_to_chat_id: z.int().optional(),
      new_chat_members: z.array(userShape).optional(),
      message_thread_id: z.int().optional(),
      is_topic_message: z.boolean().default(false),
      text: z.string().optional(),
      caption: z.string().optional(),
      document: documentShape.optional(),
    })
    .optional(),
  callback_query: z
    .object({
      id: z.string().min(1),
      from: userShape,
      data: z.string().optional(),
      message: z.object({ message_id: z.int(), date: z.number(), chat: chatShape }).optional(),
    })
    .optional(),
})

type User = z.output<typeof userShape>
type Message = NonNullable<z.output<typeof updateShape>['message']>
type Callback = NonNullable<z.output<typeof updateShape>['callback_query']>
export type TelegramDocument = z.output<typeof documentShape>

/** Where a tapped message stands. */
export interface Place {
  readonly chatId: number
  readonly messageId: number
  /** False when it was deleted or is so old that Telegram no longer shows it to the bot. */
  readonly isThere: boolean
}

/** Something a person did that concerns us; `userId` is also the id of their private chat. */
export type Incoming = { readonly userId: number } & (
  | {
      readonly kind: 'message'
      readonly event: CommandEvent
      readonly document?: TelegramDocument | undefined
    }
  /** `place` is null for a message that is in no private chat. */
  | {
      readonly kind: 'tap'
      readonly event: CommandEvent
      readonly callbackId: string
      readonly place: Place | null
    }
  /** A group that became a supergroup, with another id. */
  | { readonly kind: 'groupMoved'; readonly from: number; readonly to: number }
  /** Somebody added others to a group. */
  | { readonly kind: 'invited'; readonly invitedIds: readonly number[] }
  /** A command written in a group. */
  | {
      readonly kind: 'groupCommand'
      readonly event: CommandEvent
      /** Without slash and arguments. */
      readonly word: string
      /** True when it names this bot: `/task@tagora_bot`. */
      readonly isForUs: boolean
      readonly locale: string | undefined
      readonly chatId: number
      /** Of the forum topic it was written in; absent elsewhere. */
      readonly topicId: number | undefined
      readonly messageId: number
    }
)

/** Reads an update of Telegram. Null: nothing for us (of another kind, of a bot, words of a group).
 * @throws ZodError for what is no update */
export function translate(update: unknown, botUsername: string): Incoming | null {
  const { update_id: updateId, message, callback_query: callback } = updateShape.parse(update)
  if (callback) return ofCallback(updateId, callback)
  if (message?.migrate_to_chat_id !== undefined) {
    const { chat, migrate_to_chat_id: to } = message
    return { kind: 'groupMoved', userId: chat.id, from: chat.id, to }
  }
  if (!message?.from || message.from.is_bot) return null
  if (message.new_chat_members) return ofNewMembers(message.from, message.new_chat_members)
  if (message.chat.type === 'private') return ofPrivateMessage(updateId, message, message.from, botUsername)
  return ofGroupMessage(updateId, message, message.from, botUsername)
}

/** Whoever comes by themselves, or by a link, is the sender. */
function ofNewMembers({ id: userId }: User, members: readonly User[]): Incoming | null {
  const invited = members.filter(({ id, is_bot: isBot }) => id !== userId && !isBot)
  if (invited.length === 0) return null
  return { kind: 'invited', userId, invitedIds: invited.map(({ id }) => id) }
}

function ofCallback(updateId: number, callback: Callback): Incoming {
  const { id: callbackId, from, data = '', message } = callback
  const place = message?.chat.type === 'private' && {
    chatId: message.chat.id,
    messageId: message.message_id,
    isThere: message.date !== 0,
  }
  const input = { kind: 'action', actionId: data } as const
  return {
    kind: 'tap',
    userId: from.id,
    event: eventOf(updateId, from, input, place !== false),
    callbackId,
    place: place || null,
  }
}

function ofPrivateMessage(
  updateId: number,
  message: Message,
  from: User,
  botUsername: string,
): Incoming | null {
  const { document, text = message.caption } = message
  if (text === undefined && !document) return null
  const command = readCommand(text ?? '')
  if (command && !isForUs(command, botUsername, true)) return null
  // The router reads the words of a command itself, but knows nothing of names of bots in them.
  const words = command ? `/${command.word}${command.rest}` : (text ?? '')
  const event = eventOf(updateId, from, { kind: 'text', text: words }, true)
  return { kind: 'message', userId: from.id, event, document }
}

function ofGroupMessage(
  updateId: number,
  message: Message,
  from: User,
  botUsername: string,
): Incoming | null {
  const command = readCommand(message.text ?? message.caption ?? '')
  if (!command || !isForUs(command, botUsername, true)) return null
  const text = `/${command.word}${command.rest}`
  return {
    kind: 'groupCommand',
    userId: from.id,
    event: eventOf(updateId, from, { kind: 'text', text }, false),
    word: command.word.toLowerCase(),
    isForUs: isForUs(command, botUsername, false),
    locale: from.language_code,
    chatId: message.chat.id,
    // Outside of forums it only tells which answers belong together.
    topicId: message.is_topic_message ? message.message_thread_id : undefined,
    messageId: message.message_id,
  }
}

interface TypedCommand {
  readonly word: string
  readonly bot: string | undefined
  readonly rest: string
}

function readCommand(text: string): TypedCommand | null {
  const [, word, bot, rest = ''] = /^\/(\w{1,32})(?:@(\w+))?(\s[\s\S]*)?$/.exec(text) ?? []
  return word ? { word, bot, rest } : null
}

function isForUs({ bot }: TypedCommand, botUsername: string, whenUnnamed: boolean): boolean {
  return bot === undefined ? whenUnnamed : bot.toLowerCase() === botUsername.toLowerCase()
}

function eventOf(updateId: number, from: User, input: CommandInput, isPrivate: boolean): CommandEvent {
  return {
    platform: 'telegram',
    eventId: String(updateId),
    user: {
      id: String(from.id),
      name: [from.first_name, from.last_name].filter(Boolean).join(' '),
      handle: from.username,
      locale: from.language_code,
      directChannelId: isPrivate ? String(from.id) : undefined,
    },
    input,
  }
}
