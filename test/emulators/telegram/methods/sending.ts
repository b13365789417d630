import { openChat, openTopic } from '../access.ts'
import { toApiMessage } from '../api-objects.ts'
import { badRequest } from '../errors.ts'
import { checkReplyMarkup, readReplyMarkup } from '../keyboards.ts'
import { isObject, type Params } from '../params.ts'
import { captionText, messageText } from '../text/format.ts'
import type { StoredMessage } from '../types.ts'
import { type ChatState, findKnownUser, nextMessageId, recordAction, type World } from '../world.ts'
import type { Method } from './method.ts'

type Content = Pick<StoredMessage, 'text' | 'caption' | 'photo' | 'document'>

/** `sendMessage`. */
export const sendMessage: Method = (world, params) => {
  const text = messageText(params, (id) => findKnownUser(world, id))
  return send(world, params, () => ({ text }))
}

/** `sendPhoto`: upload, file id or published URL. */
export const sendPhoto: Method = (world, params) => {
  requireFile(params, 'photo')
  const caption = captionText(params, (id) => findKnownUser(world, id))
  return send(world, params, () => ({
    photo: world.files.photoFrom(params, 'photo'),
    ...(caption && { caption }),
  }))
}

/** `sendDocument`: upload, file id or published URL. */
export const sendDocument: Method = (world, params) => {
  requireFile(params, 'document')
  const caption = captionText(params, (id) => findKnownUser(world, id))
  return send(world, params, () => ({
    document: world.files.documentFrom(params, 'document'),
    ...(caption && { caption }),
  }))
}

function requireFile(params: Params, field: string): void {
  if (!params.has(field) && !params.files.has(field)) throw badRequest(`there is no ${field} in the request`)
}

/** Sends what `makeContent` yields; it runs after the chat is known to be open, as an upload does. */
function send(world: World, params: Params, makeContent: () => Content): unknown {
  const given = readReplyMarkup(params)
  const chat = openChat(world, params, 'write')
  const markup = checkReplyMarkup(given, chat.kind)
  const replyTo = readReply(params, chat)
  const topicId = openTopic(chat, params)
  const content = makeContent()
  world.limits.take(chat.id, chat.kind !== 'private')
  const message: StoredMessage = {
    messageId: nextMessageId(world, chat),
    chatId: chat.id,
    from: world.bot,
    outgoing: true,
    sentAt: world.clock.now(),
    editCount: 0,
    deleted: false,
    reactions: [],
    ...content,
    ...(markup && { markup }),
    ...(replyTo !== undefined && { replyToMessageId: replyTo }),
    ...(topicId !== undefined && { topicId }),
  }
  chat.messages.set(message.messageId, message)
  recordAction(world, 'sent', message)
  return toApiMessage(world, chat, message)
}

/** Reads `reply_parameters` or its older spelling; the message must still be there unless told otherwise. */
function readReply(params: Params, chat: ChatState): number | undefined {
  const given = params.json('reply_parameters', "can't parse reply parameters JSON object")
  if (given !== undefined && !isObject(given)) throw badRequest('object expected as reply parameters')
  const messageId = given ? Number(given.message_id ?? 0) : params.integer('reply_to_message_id', 0)
  if (messageId === 0) return undefined
  const message = chat.messages.get(messageId)
  if (message && !message.deleted) return messageId
  const mayMiss = given
    ? given.allow_sending_without_reply === true
    : params.flag('allow_sending_without_reply')
  if (mayMiss) return undefined
  throw badRequest('message to be replied not found')
}
