import { badRequest } from '../errors.ts'
import type { EntityType, FormattedText, MessageEntity, User } from '../types.ts'
import { linkedUserId, linkOrNothing } from './links.ts'

/** Finds a user the bot has met; Telegram drops mentions of strangers. */
export type FindUser = (id: number) => User | undefined

/** UTF-16 units of a character, judged by its first UTF-8 byte; continuation bytes count nothing. */
function utf16Units(firstByte: number): number {
  if ((firstByte & 0xc0) === 0x80) return 0
  return firstByte >= 0xf0 ? 2 : 1
}

/** Collects output bytes and entities while a markup parser reads its input byte by byte. */
export class TextWriter {
  readonly entities: MessageEntity[] = []
  utf16 = 0
  private readonly bytes: number[] = []
  private readonly findUser: FindUser

  constructor(findUser: FindUser) {
    this.findUser = findUser
  }

  /** Bytes written so far. */
  get position(): number {
    return this.bytes.length
  }

  byte(value: number): void {
    this.utf16 += utf16Units(value)
    this.bytes.push(value)
  }

  codePoint(code: number): void {
    for (const byte of Buffer.from(String.fromCodePoint(code), 'utf8')) this.byte(byte)
  }

  /** Text written since `position`, used when a link has no address but its own text. */
  since(position: number): string {
    return Buffer.from(this.bytes.slice(position)).toString('utf8')
  }

  add(type: EntityType, offset: number, extra: Partial<MessageEntity> = {}): void {
    if (this.utf16 > offset) this.entities.push({ type, offset, length: this.utf16 - offset, ...extra })
  }

  /** A link entity; a bad address or an unknown user leaves plain text behind, without a refusal. */
  addLink(url: string, offset: number): void {
    const userId = linkedUserId(url)
    if (userId !== undefined) {
      const user = this.findUser(userId)
      if (user) this.add('text_mention', offset, { user })
      return
    }
    const checked = linkOrNothing(url)
    if (checked !== undefined) this.add('text_link', offset, { url: checked })
  }

  addCustomEmoji(id: string, offset: number): void {
    if (!/^\d{1,19}$/.test(id) || BigInt(id) === 0n)
      throw parseError('Invalid custom emoji identifier specified')
    this.add('custom_emoji', offset, { custom_emoji_id: id })
  }

  finish(): FormattedText {
    return { text: Buffer.from(this.bytes).toString('utf8'), entities: this.entities }
  }
}

/** Wraps a parser's complaint the way the Bot API does. */
export function parseError(message: string) {
  return badRequest(`can't parse entities: ${message}`)
}
