/** The slice of the Bot API's objects that the emulator speaks; field names are Telegram's own. */
export interface User {
  id: number
  is_bot: boolean
  first_name: string
  last_name?: string
  username?: string
  language_code?: string
}

export type ChatKind = 'private' | 'group' | 'supergroup'

export interface ChatRef {
  id: number
  type: ChatKind
  title?: string
  is_forum?: true
  username?: string
  first_name?: string
  last_name?: string
}

export type EntityType =
  | 'mention'
  | 'hashtag'
  | 'cashtag'
  | 'bot_command'
  | 'url'
  | 'email'
  | 'phone_number'
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'blockquote'
  | 'expandable_blockquote'
  | 'code'
  | 'pre'
  | 'text_link'
  | 'text_mention'
  | 'custom_emoji'

/** `offset` and `length` count UTF-16 code units of the text. */
export interface MessageEntity {
  type: EntityType
  offset: number
  length: number
  url?: string
  user?: User
  language?: string
  custom_emoji_id?: string
}

export interface FormattedText {
  text: string
  entities: MessageEntity[]
}

export interface InlineButton {
  text: string
  url?: string
  callback_data?: string
  web_app?: { url: string }
  copy_text?: { text: string }
  login_url?: { url: string }
  switch_inline_query?: string
  switch_inline_query_current_chat?: string
  callback_game?: Record<string, never>
  pay?: true
}

export interface ReplyButton {
  text: string
  web_app?: { url: string }
  request_contact?: true
  request_location?: true
}

export type ReplyMarkup =
  | { kind: 'inline'; rows: InlineButton[][] }
  | { kind: 'reply'; rows: ReplyButton[][]; oneTime: boolean }
  | { kind: 'remove' }
  | { kind: 'force_reply' }

interface FileRef {
  file_id: string
  file_unique_id: string
  file_size: number
}

export interface PhotoSize extends FileRef {
  width: number
  height: number
}

export interface DocumentFile extends FileRef {
  file_name: string
  mime_type: string
}

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked'

/** A message as the emulator keeps it; `toApiMessage` turns it into Telegram's form. */
export interface StoredMessage {
  messageId: number
  chatId: number
  from: User
  /** Sent by the bot. */
  outgoing: boolean
  /** Milliseconds since the epoch. */
  sentAt: number
  editedAt?: number
  editCount: number
  deleted: boolean
  text?: FormattedText
  caption?: FormattedText
  photo?: PhotoSize[]
  document?: DocumentFile
  service?: Record<string, unknown>
  markup?: ReplyMarkup
  replyToMessageId?: number
  /** Of the forum topic it stands in. */
  topicId?: number
  reactions: string[]
}
