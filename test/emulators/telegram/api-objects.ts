import type { ChatRef, FormattedText, MemberStatus, ReplyMarkup, StoredMessage, User } from './types.ts'
import type { ChatState, World } from './world.ts'

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

/** A chat as it appears inside messages. */
export function chatRef(chat: ChatState): ChatRef {
  if (!chat.person) {
    return { id: chat.id, type: chat.kind, title: chat.title, ...(chat.topics && { is_forum: true }) }
  }
  const { first_name, last_name, username } = chat.person.user
  return {
    id: chat.id,
    first_name,
    ...(last_name ? { last_name } : {}),
    ...(username ? { username } : {}),
    type: 'private',
  }
}

/** A stored message in the Bot API's form; a reply carries its original one level deep. */
export function toApiMessage(
  world: World,
  chat: ChatState,
  message: StoredMessage,
  withReply = true,
): Record<string, unknown> {
  const original =
    message.replyToMessageId === undefined ? undefined : chat.messages.get(message.replyToMessageId)
  return {
    message_id: message.messageId,
    from: message.from,
    chat: chatRef(chat),
    date: seconds(message.sentAt),
    ...(message.topicId === undefined ? {} : { message_thread_id: message.topicId, is_topic_message: true }),
    ...(message.editedAt === undefined ? {} : { edit_date: seconds(message.editedAt) }),
    ...(withReply && original && !original.deleted
      ? { reply_to_message: toApiMessage(world, chat, original, false) }
      : {}),
    ...formatted('text', 'entities', message.text),
    ...(message.photo ? { photo: message.photo } : {}),
    ...(message.document ? { document: message.document } : {}),
    ...formatted('caption', 'caption_entities', message.caption),
    ...message.service,
    ...inlineMarkup(message.markup),
  }
}

function formatted(textKey: string, entitiesKey: string, value: FormattedText | undefined) {
  if (!value) return {}
  return { [textKey]: value.text, ...(value.entities.length > 0 ? { [entitiesKey]: value.entities } : {}) }
}

function inlineMarkup(markup: ReplyMarkup | undefined) {
  return markup?.kind === 'inline' ? { reply_markup: { inline_keyboard: markup.rows } } : {}
}

/** A member of a chat in the Bot API's form. */
export function chatMember(user: User, status: MemberStatus): Record<string, unknown> {
  const base = { user, status }
  if (status === 'creator') return { ...base, is_anonymous: false }
  if (status === 'kicked') return { ...base, until_date: 0 }
  if (status !== 'administrator') return base
  return {
    ...base,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: true,
    can_restrict_members: true,
    can_promote_members: false,
    can_change_info: true,
    can_invite_users: true,
    can_pin_messages: true,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
  }
}

/** The update that tells the bot that its own standing in a chat changed. */
export function ownMembership(
  world: World,
  chat: ChatState,
  from: User,
  before: MemberStatus,
  after: MemberStatus,
): Record<string, unknown> {
  return {
    chat: chatRef(chat),
    from,
    date: seconds(world.clock.now()),
    old_chat_member: chatMember(world.bot, before),
    new_chat_member: chatMember(world.bot, after),
  }
}
