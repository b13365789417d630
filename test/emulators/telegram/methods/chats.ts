import { openChat, openMessage } from '../access.ts'
import { chatMember, chatRef } from '../api-objects.ts'
import { badRequest } from '../errors.ts'
import { isObject, type Params } from '../params.ts'
import type { MemberStatus, User } from '../types.ts'
import { type ChatState, findKnownUser, isInChat, type World } from '../world.ts'
import type { Method } from './method.ts'

const CHAT_ACTIONS = new Set([
  'cancel',
  'typing',
  'record_video',
  'record_video_note',
  'record_voice',
  'upload_photo',
  'upload_video',
  'upload_video_note',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
])
/** A part of the emoji that Telegram accepts as reactions. */
const REACTIONS = new Set([
  ...'👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🤡🥱🥴😍💯🤣💔🤨😐🍓🍾💋😈😴😭🤓👻👀🎃🙈😇😨🤝🤗🎅🎄💅🤪🗿🆒💘🦄😘💊😎👾😡',
  '❤',
])

/** `getMe`. */
export const getMe: Method = (world) => ({
  ...world.bot,
  can_join_groups: true,
  can_read_all_group_messages: world.readsAllGroupMessages,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
})

/** `getChat`: the fuller form of a chat. */
export const getChat: Method = (world, params) => {
  const chat = openChat(world, params, 'read')
  return {
    ...chatRef(chat),
    accent_color_id: Math.abs(chat.id) % 7,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
    },
    ...(chat.kind === 'private'
      ? { active_usernames: usernames(chat) }
      : { permissions: { can_send_messages: chat.membersMaySend } }),
  }
}

function usernames(chat: ChatState): string[] {
  return chat.person?.user.username ? [chat.person.user.username] : []
}

/** `getChatMember`. */
export const getChatMember: Method = (world, params) => {
  const userId = params.integer('user_id', 0, 0)
  if (userId === 0) throw badRequest('Invalid user_id specified')
  const chat = openChat(world, params, 'read')
  if (userId === world.bot.id) return chatMember(world.bot, chat.botStatus)
  const user = knownUser(world, chat, userId)
  if (!user) throw badRequest('PARTICIPANT_ID_INVALID')
  const status: MemberStatus = chat.kind === 'private' ? 'member' : (chat.members.get(userId) ?? 'left')
  return chatMember(user, status)
}

function knownUser(world: World, chat: ChatState, userId: number): User | undefined {
  const inPrivate = chat.kind === 'private' && userId === chat.id
  return inPrivate || chat.members.has(userId) ? world.people.get(userId)?.user : findKnownUser(world, userId)
}

/** `getChatAdministrators`. */
export const getChatAdministrators: Method = (world, params) => {
  const chat = openChat(world, params, 'read')
  if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat')
  const people = [...chat.members].flatMap(([id, status]) => {
    const user = world.people.get(id)?.user
    return user && (status === 'creator' || status === 'administrator') ? [chatMember(user, status)] : []
  })
  return chat.botStatus === 'administrator' ? [...people, chatMember(world.bot, chat.botStatus)] : people
}

/** `getChatMemberCount`. */
export const getChatMemberCount: Method = (world, params) => {
  const chat = openChat(world, params, 'read')
  if (chat.kind === 'private') return 2
  return [...chat.members.values(), chat.botStatus].filter(isInChat).length
}

/** `sendChatAction`. */
export const sendChatAction: Method = (world, params) => {
  const action = params.text('action').toLowerCase()
  if (!CHAT_ACTIONS.has(action)) throw badRequest('Wrong parameter action in request')
  const chat = openChat(world, params, 'write')
  world.chatActions.push({ chatId: chat.id, action, at: world.clock.now() })
  world.signal.notify()
  return true
}

/** `setMessageReaction`: at most one emoji, for bots have no premium. */
export const setMessageReaction: Method = (world, params) => {
  const emoji = readReactions(params)
  const chat = openChat(world, params, 'edit')
  const message = openMessage(chat, params, 'message to react')
  message.reactions = emoji
  world.signal.notify()
  return true
}

function readReactions(params: Params): string[] {
  const given = params.json('reaction', "can't parse reaction types JSON object") ?? []
  if (!Array.isArray(given)) throw badRequest('expected an Array of ReactionType')
  if (given.length > 1) throw badRequest('REACTIONS_TOO_MANY')
  return given.map((reaction) => {
    const emoji = isObject(reaction) && reaction.type === 'emoji' ? String(reaction.emoji) : ''
    if (!REACTIONS.has(emoji.replace('\ufe0f', ''))) throw badRequest('REACTION_INVALID')
    return emoji
  })
}
