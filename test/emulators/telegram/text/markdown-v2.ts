import type { EntityType, FormattedText } from '../types.ts'
import { type FindUser, parseError, TextWriter } from './writer.ts'

interface OpenEntity {
  type: EntityType
  argument: string
  offset: number
  byteOffset: number
  position: number
}

const RESERVED = '_*[]()~`>#+-=|{}.!\n'
const NAMES: Partial<Record<EntityType, string>> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
  blockquote: 'BlockQuote',
}
const SINGLE: Record<string, EntityType> = { '*': 'bold', '~': 'strikethrough', '[': 'text_link' }

/** Reads MarkdownV2 as Telegram does (TDLib `parse_markdown_v2`). */
class MarkdownV2Parser {
  private readonly source: Buffer
  private readonly writer: TextWriter
  private readonly open: OpenEntity[] = []
  private inQuote = false
  private at = 0

  constructor(source: string, findUser: FindUser) {
    this.source = Buffer.from(source, 'utf8')
    this.writer = new TextWriter(findUser)
  }

  parse(): FormattedText {
    for (; this.at < this.source.length; this.at++) this.step()
    const last = this.open.at(-1)
    if (this.inQuote && last?.type === 'blockquote') {
      this.writer.add('blockquote', last.offset)
      this.open.pop()
    }
    const unclosed = this.open.at(-1)
    if (unclosed) throw this.noEnd(unclosed)
    return this.writer.finish()
  }

  private char(ahead = 0): string {
    const byte = this.source[this.at + ahead]
    return byte === undefined ? '' : String.fromCharCode(byte)
  }

  private startsWith(mark: string): boolean {
    return [...mark].every((char, index) => this.char(index) === char)
  }

  private noEnd(entity: OpenEntity) {
    const name = entity.type === 'pre' && entity.argument ? 'PreCode' : NAMES[entity.type]
    return parseError(`Can't find end of ${name} entity at byte offset ${entity.byteOffset}`)
  }

  private isEscape(): boolean {
    const next = this.source[this.at + 1] ?? 0
    return this.char() === '\\' && next > 0 && next <= 126
  }

  private step(): void {
    if (this.isEscape()) {
      this.at++
      this.writer.byte(this.source[this.at] as number)
      return
    }
    const inside = this.open.at(-1)
    const isCode = inside?.type === 'code' || inside?.type === 'pre'
    if (!(isCode ? '`' : RESERVED).includes(this.char())) {
      this.writer.byte(this.source[this.at] as number)
      return
    }
    if (inside && this.endsHere(inside)) this.close(inside)
    else this.begin()
  }

  private endsHere(entity: OpenEntity): boolean {
    const isLastQuoteLine = this.char() === '\n' && this.char(1) !== '>'
    if (this.inQuote && isLastQuoteLine) return true
    switch (entity.type) {
      case 'bold':
        return this.char() === '*'
      case 'italic':
        return this.char() === '_' && this.char(1) !== '_'
      case 'underline':
        return this.startsWith('__')
      case 'strikethrough':
        return this.char() === '~'
      case 'spoiler':
        return this.startsWith('||')
      case 'code':
        return this.char() === '`'
      case 'pre':
        return this.startsWith('```')
      case 'text_link':
      case 'custom_emoji':
        return this.char() === ']'
      default:
        return false
    }
  }

  private begin(): void {
    const byteOffset = this.at
    if (this.char() === '\n') {
      this.newLine()
      return
    }
    const opened = this.openKind()
    this.open.push({
      ...opened,
      byteOffset,
      offset: this.writer.utf16,
      position: this.writer.position,
    })
  }

  private newLine(): void {
    this.writer.byte(0x0a)
    if (this.char(1) !== '>') return
    const byteOffset = this.at
    this.at++
    if (this.inQuote) return
    this.inQuote = true
    this.open.push({
      type: 'blockquote',
      argument: '',
      byteOffset,
      offset: this.writer.utf16,
      position: this.writer.position,
    })
  }

  private openKind(): { type: EntityType; argument: string } {
    const char = this.char()
    const single = SINGLE[char]
    if (single) return { type: single, argument: '' }
    if (char === '`') return this.openCode()
    if (char === '_') {
      if (this.char(1) !== '_') return { type: 'italic', argument: '' }
      this.at++
      return { type: 'underline', argument: '' }
    }
    if (this.startsWith('||') || this.startsWith('![')) {
      this.at++
      return { type: char === '|' ? 'spoiler' : 'custom_emoji', argument: '' }
    }
    if (char === '>' && this.at === 0) {
      this.inQuote = true
      return { type: 'blockquote', argument: '' }
    }
    throw parseError(`Character '${char}' is reserved and must be escaped with the preceding '\\'`)
  }

  private openCode(): { type: EntityType; argument: string } {
    if (!this.startsWith('```')) return { type: 'code', argument: '' }
    this.at += 3
    const rest = this.source.toString('utf8', this.at)
    const language = /^([^\s`]+)(?=\s)/.exec(rest)?.[1] ?? ''
    this.at += Buffer.byteLength(language)
    const newline = /^(?:\r\n|\n\r|\n|\r)/.exec(rest.slice(language.length))?.[0] ?? ''
    this.at += newline.length - 1
    return { type: 'pre', argument: language }
  }

  private close(entity: OpenEntity): void {
    if (this.char() === '\n' && entity.type !== 'blockquote') throw this.noEnd(entity)
    this.open.pop()
    const { type, offset } = entity
    if (type === 'text_link') {
      const url = this.readAddress('URL') ?? this.writer.since(entity.position)
      this.writer.addLink(url, offset)
    } else if (type === 'custom_emoji') {
      const url = this.readAddress('custom emoji URL')
      if (url === undefined) throw parseError('Custom emoji entity must contain a tg://emoji URL')
      this.writer.addCustomEmoji(/^tg:\/\/emoji\?id=(\d+)$/.exec(url)?.[1] ?? '', offset)
    } else {
      this.closePlain(entity)
    }
  }

  private closePlain({ type, offset, argument }: OpenEntity): void {
    if (type === 'underline' || type === 'spoiler') this.at++
    if (type === 'pre') this.at += 2
    if (type === 'blockquote') {
      this.inQuote = false
      this.writer.byte(0x0a)
    }
    this.writer.add(type, offset, type === 'pre' && argument ? { language: argument } : {})
  }

  /** Reads `(…)` after `]`; `undefined` when no bracket follows. */
  private readAddress(what: string): string | undefined {
    if (this.char(1) !== '(') return undefined
    this.at += 2
    const begin = this.at
    const bytes: number[] = []
    while (this.at < this.source.length && this.char() !== ')') {
      if (this.isEscape()) this.at++
      bytes.push(this.source[this.at++] as number)
    }
    if (this.char() !== ')') {
      const article = what === 'URL' ? 'a URL' : `a ${what}`
      throw parseError(`Can't find end of ${article} at byte offset ${begin}`)
    }
    return Buffer.from(bytes).toString('utf8')
  }
}

/** Parses `parse_mode=MarkdownV2`; throws `ApiError` 400 with Telegram's complaint. */
export function parseMarkdownV2(source: string, findUser: FindUser): FormattedText {
  return new MarkdownV2Parser(source, findUser).parse()
}
