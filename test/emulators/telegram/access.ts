import { badRequest, forbidden } from './errors.ts'
import type { Params } from './params.ts'
import type { StoredMessage } from './types.ts'
import { type ChatState, isInChat, type World } from './world.ts'

/** How much a call needs: reading, editing what is there, or sending something new. */
export type Access = 'read' | 'edit' | 'write'

/**
 * Finds the chat named by `chat_id` and checks that the bot may do what it wants there, in the server's
 * order and words.
 */
export function openChat(world: World, params: Params, access: Access): ChatState {
  const given = params.text('chat_id')
  if (given === '') throw badRequest('chat_id is empty')
  const chat = world.chats.get(/^-?\d+$/.test(given) ? Number(given) : Number.NaN)
  if (!chat || (chat.person && !chat.person.met)) throw badRequest('chat not found')
  if (chat.person) checkPrivate(chat, access)
  else checkGroup(chat, access)
  return chat
}

function checkPrivate(chat: ChatState, access: Access): void {
  const person = chat.person
  if (access === 'read' || !person) return
  if (person.deactivated) throw forbidden('user is deactivated')
  if (access !== 'write') return
  if (person.blocked) throw forbidden('bot was blocked by the user')
  if (!person.started) throw forbidden("bot can't initiate conversation with a user")
}

function checkGroup(chat: ChatState, access: Access): void {
  if (chat.migratedTo !== undefined && access === 'write') {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo })
  }
  if (chat.isDeleted && access === 'write') throw forbidden('the group chat was deleted')
  const needsMembership = access !== 'read' || chat.kind === 'supergroup'
  if (!needsMembership || isInChat(chat.botStatus)) {
    const maySend = chat.membersMaySend || chat.botStatus === 'administrator'
    if (access === 'write' && !maySend) {
      throw badRequest('not enough rights to send text messages to the chat')
    }
    return
  }
  throw forbidden(
    chat.botStatus === 'kicked'
      ? `bot was kicked from the ${chat.kind} chat`
      : `bot is not a member of the ${chat.kind} chat`,
  )
}

/** Finds the topic named by `message_thread_id`, if any, in which the bot may write: in a closed one as an administrator
 * alone. */
export function openTopic(chat: ChatState, params: Params): number | undefined {
  const id = params.integer('message_thread_id', 0)
  if (id === 0) return undefined
  const topic = chat.topics?.get(id)
  if (!topic) throw badRequest('message thread not found')
  if (topic.isClosed && chat.botStatus !== 'administrator') throw badRequest('TOPIC_CLOSED')
  return id
}

/** Finds the message named by `message_id`; `what` words the refusal ("message to edit"). */
export function openMessage(chat: ChatState, params: Params, what: string): StoredMessage {
  const message = chat.messages.get(params.integer('message_id', 0, 0))
  if (!message || message.deleted) throw badRequest(`${what} not found`)
  return message
}
