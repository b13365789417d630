import { openChat, openMessage } from '../access.ts'
import { toApiMessage } from '../api-objects.ts'
import { badRequest, forbidden } from '../errors.ts'
import { checkReplyMarkup, readReplyMarkup, sameMarkup } from '../keyboards.ts'
import { isObject, Params } from '../params.ts'
import { captionText, messageText } from '../text/format.ts'
import type { FormattedText, StoredMessage } from '../types.ts'
import { type ChatState, findKnownUser, recordAction, type World } from '../world.ts'
import type { Method } from './method.ts'

type Content = Pick<StoredMessage, 'text' | 'caption' | 'photo' | 'document'>

const DELETE_WINDOW_MS = 48 * 3_600_000
const MAX_BULK_DELETE = 100
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

/** `editMessageText`: the bot's own text messages, with no limit of age. */
export const editMessageText: Method = (world, params) => {
  const text = messageText(params, (id) => findKnownUser(world, id))
  return edit(world, params, (message) => {
    if (!message.text) throw badRequest('There is no text in the message to edit')
    return { text }
  })
}

/** `editMessageCaption`: the bot's own photos and documents. */
export const editMessageCaption: Method = (world, params) => {
  const caption = captionText(params, (id) => findKnownUser(world, id))
  return edit(world, params, (message) => {
    if (message.text) throw badRequest('There is no caption in the message to edit')
    return withCaption({ ...media(message) }, caption)
  })
}

/** `editMessageMedia`: swaps a photo or document, also in place of a text. */
export const editMessageMedia: Method = (world, params) => {
  const given = params.json('media', "can't parse input media JSON object")
  if (!isObject(given)) throw badRequest('expected an Object as InputMedia')
  const type = String(given.type ?? '')
  if (type !== 'photo' && type !== 'document')
    throw badRequest(`can't parse InputMedia: type "${type}" is unsupported`)
  const captionParams = Params.fromObject(given)
  const caption = captionText(captionParams, (id) => findKnownUser(world, id))
  const source = String(given.media ?? '')
  return edit(world, params, () =>
    withCaption(
      type === 'photo'
        ? { photo: world.files.photoFrom(params, 'media', source) }
        : { document: world.files.documentFrom(params, 'media', source) },
      caption,
    ),
  )
}

/** `editMessageReplyMarkup`: keyboard alone; none given removes it. */
export const editMessageReplyMarkup: Method = (world, params) =>
  edit(world, params, (message) => ({
    ...media(message),
    ...(message.text && { text: message.text }),
    ...(message.caption && { caption: message.caption }),
  }))

function media({ photo, document }: StoredMessage): Content {
  return { ...(photo && { photo }), ...(document && { document }) }
}

function withCaption(content: Content, caption: FormattedText | undefined): Content {
  return caption ? { ...content, caption } : content
}

function edit(world: World, params: Params, makeContent: (message: StoredMessage) => Content): unknown {
  const given = readReplyMarkup(params)
  refuseInlineMessage(params)
  const chat = openChat(world, params, 'edit')
  const message = openMessage(chat, params, 'message to edit')
  checkEditable(chat, message)
  if (given && given.kind !== 'inline') throw badRequest('inline keyboard expected')
  const markup = checkReplyMarkup(given, chat.kind)
  const content = makeContent(message)
  if (sameContent(message, content) && sameMarkup(message.markup, markup)) throw badRequest(NOT_MODIFIED)
  world.limits.take(chat.id, chat.kind !== 'private')
  for (const key of ['text', 'caption', 'photo', 'document', 'markup'] as const) delete message[key]
  Object.assign(message, content, markup ? { markup } : {})
  message.editedAt = world.clock.now()
  message.editCount += 1
  recordAction(world, 'edited', message)
  return toApiMessage(world, chat, message)
}

/** Inline messages do not exist here, so every inline_message_id is a wrong one. */
function refuseInlineMessage(params: Params): void {
  if (params.text('inline_message_id') !== '') throw badRequest('MESSAGE_ID_INVALID')
  if (params.text('chat_id') === '' && params.integer('message_id', 0) === 0) {
    throw badRequest('Message identifier is not specified')
  }
}

function checkEditable(chat: ChatState, message: StoredMessage): void {
  const isPlain = message.markup === undefined || message.markup.kind === 'inline'
  if (!message.outgoing || message.service || !isPlain) throw badRequest("message can't be edited")
  if (chat.person?.blocked) throw forbidden('bot was blocked by the user')
}

function sameContent(message: StoredMessage, content: Content): boolean {
  const shape = ({ text, caption, photo, document }: Content) =>
    JSON.stringify([text, caption, photo?.map((size) => size.file_id), document?.file_id])
  return shape(message) === shape(content)
}

/** `deleteMessage`: up to 48 hours old; of others only in private chats or as an administrator. */
export const deleteMessage: Method = (world, params) => {
  const chat = openChat(world, params, 'edit')
  const message = openMessage(chat, params, 'message to delete')
  if (!mayDelete(world, chat, message)) throw badRequest("message can't be deleted")
  remove(world, message)
  return true
}

/** `deleteMessages`: up to a hundred at once; those that cannot be deleted are skipped. */
export const deleteMessages: Method = (world, params) => {
  const ids = params.json('message_ids', "can't parse message identifiers JSON object")
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('Message identifiers are not specified')
  if (ids.length > MAX_BULK_DELETE) throw badRequest('Too many message identifiers specified')
  const chat = openChat(world, params, 'edit')
  for (const id of ids) {
    const message = chat.messages.get(Number(id))
    if (message && !message.deleted && mayDelete(world, chat, message)) remove(world, message)
  }
  return true
}

function mayDelete(world: World, chat: ChatState, message: StoredMessage): boolean {
  if (world.clock.now() - message.sentAt > DELETE_WINDOW_MS) return false
  return message.outgoing || chat.kind === 'private' || chat.botStatus === 'administrator'
}

function remove(world: World, message: StoredMessage): void {
  message.deleted = true
  recordAction(world, 'deleted', message)
}
