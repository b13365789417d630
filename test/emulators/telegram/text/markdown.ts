import type { EntityType, FormattedText } from '../types.ts'
import { type FindUser, parseError, TextWriter } from './writer.ts'

const MARKS: Record<string, EntityType> = { _: 'italic', '*': 'bold', '`': 'code' }

/** Reads the legacy Markdown mode as Telegram does (TDLib `parse_markdown`): no nesting at all. */
class MarkdownParser {
  private readonly source: Buffer
  private readonly writer: TextWriter
  private at = 0

  constructor(source: string, findUser: FindUser) {
    this.source = Buffer.from(source, 'utf8')
    this.writer = new TextWriter(findUser)
  }

  parse(): FormattedText {
    while (this.at < this.source.length) {
      const char = this.char()
      if (char === '\\' && '_*`['.includes(this.char(1) || ' ')) {
        this.writer.byte(this.source[this.at + 1] as number)
        this.at += 2
      } else if ('_*`['.includes(char)) {
        this.entity(char)
      } else {
        this.writer.byte(this.source[this.at++] as number)
      }
    }
    return this.writer.finish()
  }

  private char(ahead = 0): string {
    const byte = this.source[this.at + ahead]
    return byte === undefined ? '' : String.fromCharCode(byte)
  }

  private startsWith(mark: string): boolean {
    return this.source.subarray(this.at, this.at + mark.length).toString('latin1') === mark
  }

  private entity(mark: string): void {
    const begin = this.at
    const isPre = this.startsWith('```')
    this.at += isPre ? 3 : 1
    const language = isPre ? this.readLanguage() : ''
    const end = isPre ? '```' : mark === '[' ? ']' : mark
    const offset = this.writer.utf16
    const position = this.writer.position
    while (this.at < this.source.length && !this.startsWith(end))
      this.writer.byte(this.source[this.at++] as number)
    if (this.at >= this.source.length) {
      throw parseError(`Can't find end of the entity starting at byte offset ${begin}`)
    }
    this.at += end.length
    if (isPre) this.writer.add('pre', offset, language ? { language } : {})
    else if (mark !== '[') this.writer.add(MARKS[mark] ?? 'code', offset)
    else this.writer.addLink(this.readAddress() ?? this.writer.since(position), offset)
  }

  private readLanguage(): string {
    const rest = this.source.toString('utf8', this.at)
    const language = /^([^\s`]+)(?=\s)/.exec(rest)?.[1] ?? ''
    const newline = /^(?:\r\n|\n\r|\n|\r)/.exec(rest.slice(language.length))?.[0] ?? ''
    this.at += Buffer.byteLength(language) + newline.length
    return language
  }

  /** Reads `(…)`; an unclosed bracket runs to the end of the text, as on the server. */
  private readAddress(): string | undefined {
    if (this.char() !== '(') return undefined
    const close = this.source.indexOf(')', this.at)
    const end = close < 0 ? this.source.length : close
    const url = this.source.toString('utf8', this.at + 1, end)
    this.at = end + 1
    return url
  }
}

/** Parses `parse_mode=Markdown`; throws `ApiError` 400 with Telegram's complaint. */
export function parseMarkdown(source: string, findUser: FindUser): FormattedText {
  return new MarkdownParser(source, findUser).parse()
}
