import type {
  DocumentFile,
  InlineButton,
  MessageEntity,
  PhotoSize,
  ReplyMarkup,
  StoredMessage,
} from './types.ts'

/** A bot's message as a person sees it; a copy, so later edits do not change it. */
export interface SeenMessage {
  messageId: number
  chatId: number
  /** Text, or the caption of a photo or document, or `''`. */
  text: string
  entities: MessageEntity[]
  /** Labels of the inline keyboard, row by row. */
  buttons: string[][]
  keyboard: InlineButton[][]
  /** Labels of the keyboard shown in place of the typing one. */
  replyButtons: string[][]
  asksForReply: boolean
  photo?: PhotoSize[]
  document?: DocumentFile
  edits: number
  /** Milliseconds since the epoch. */
  sentAt: number
  replyToMessageId?: number
  /** Of the forum topic it stands in. */
  topicId?: number
  reactions: string[]
}

/** Shows a stored message to a person. */
export function seenMessage(message: StoredMessage): SeenMessage {
  const shown = message.text ?? message.caption ?? { text: '', entities: [] }
  const keyboard = rowsOf(message.markup, 'inline') as InlineButton[][]
  return structuredClone({
    messageId: message.messageId,
    chatId: message.chatId,
    text: shown.text,
    entities: shown.entities,
    buttons: keyboard.map((row) => row.map((button) => button.text)),
    keyboard,
    replyButtons: rowsOf(message.markup, 'reply').map((row) => row.map((button) => button.text)),
    asksForReply: message.markup?.kind === 'force_reply',
    ...(message.photo && { photo: message.photo }),
    ...(message.document && { document: message.document }),
    edits: message.editCount,
    sentAt: message.sentAt,
    ...(message.replyToMessageId !== undefined && { replyToMessageId: message.replyToMessageId }),
    ...(message.topicId !== undefined && { topicId: message.topicId }),
    reactions: message.reactions,
  })
}

function rowsOf(markup: ReplyMarkup | undefined, kind: 'inline' | 'reply'): { text: string }[][] {
  return markup?.kind === kind && 'rows' in markup ? markup.rows : []
}
