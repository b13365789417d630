import type { EntityType, FormattedText } from '../types.ts'
import { type FindUser, parseError, TextWriter } from './writer.ts'

interface OpenTag {
  name: string
  argument: string
  offset: number
  position: number
}

const SIMPLE: Record<string, EntityType> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
}
const TAGS = new Set([...Object.keys(SIMPLE), 'a', 'pre', 'code', 'blockquote', 'tg-emoji'])
const NAMED: Record<string, number> = { lt: 0x3c, gt: 0x3e, amp: 0x26, quot: 0x22 }
const GREATER = 0x3e
const END = 0

/** Reads HTML as Telegram does (TDLib `parse_html`); complaints name byte offsets of the source. */
class HtmlParser {
  private readonly source: Buffer
  private readonly writer: TextWriter
  private readonly open: OpenTag[] = []
  private at = 0

  constructor(source: string, findUser: FindUser) {
    this.source = Buffer.from(source, 'utf8')
    this.writer = new TextWriter(findUser)
  }

  parse(): FormattedText {
    while (this.at < this.source.length) this.step()
    const unclosed = this.open.at(-1)
    if (unclosed) throw parseError(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
    return this.writer.finish()
  }

  private peek(ahead = 0): number {
    return this.source[this.at + ahead] ?? END
  }

  private step(): void {
    const byte = this.peek()
    if (byte === 0x26) {
      const code = this.decodeReference()
      if (code !== 0) {
        this.writer.codePoint(code)
        return
      }
    }
    if (byte !== 0x3c) {
      this.writer.byte(byte)
      this.at++
      return
    }
    const begin = this.at++
    if (this.peek() === 0x2f) this.closeTag(begin)
    else this.openTag(begin)
  }

  /** Decodes `&…;` at the cursor and moves past it; 0 and no move when it is not one Telegram knows. */
  private decodeReference(): number {
    const rest = this.source.toString('latin1', this.at, this.at + 12)
    const match = /^&(?:#x([0-9a-fA-F]+)|#(\d+)|([a-zA-Z]+));?/.exec(rest)
    if (!match) return 0
    const [whole, hex, decimal, name] = match
    const code = name
      ? (NAMED[name] ?? 0)
      : Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16)
    if (code === 0 || code >= 0x10ffff || whole.length > 10) return 0
    this.at += whole.length
    return code
  }

  private isSpace(byte: number): boolean {
    return byte === 0x20 || (byte >= 9 && byte <= 13 && byte !== 12) || byte === END
  }

  private skipSpaces(): void {
    while (this.at < this.source.length && this.isSpace(this.peek())) this.at++
  }

  private readWord(stops: (byte: number) => boolean): string {
    const begin = this.at
    while (!this.isSpace(this.peek()) && !stops(this.peek())) this.at++
    return this.source.toString('utf8', begin, this.at)
  }

  private openTag(begin: number): void {
    const name = this.readWord((byte) => byte === GREATER).toLowerCase()
    if (this.peek() === END) throw parseError(`Unclosed start tag at byte offset ${begin}`)
    if (!TAGS.has(name)) throw parseError(`Unsupported start tag "${name}" at byte offset ${begin}`)
    let argument = ''
    for (let found = this.attribute(name, begin); found; found = this.attribute(name, begin)) {
      argument = tagArgument(name, found.name, found.value) ?? argument
    }
    this.at++
    if (name === 'span' && argument !== 'spoiler') {
      throw parseError(`Tag "span" must have class "tg-spoiler" at byte offset ${begin}`)
    }
    this.open.push({ name, argument, offset: this.writer.utf16, position: this.writer.position })
  }

  private attribute(tag: string, begin: number): { name: string; value: string } | undefined {
    this.skipSpaces()
    if (this.peek() === GREATER) return undefined
    if (this.at >= this.source.length) throw parseError(`Unclosed start tag at byte offset ${begin}`)
    const name = this.readWord((byte) => byte === 0x3d || byte === GREATER)
    if (name === '') throw parseError(`Empty attribute name in the tag "${tag}" at byte offset ${begin}`)
    this.skipSpaces()
    if (this.peek() !== 0x3d) {
      // The one attribute that Telegram lets stand without a value.
      if (tag === 'blockquote' && name === 'expandable') return { name, value: name }
      throw parseError(
        `Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${begin}`,
      )
    }
    this.at++
    this.skipSpaces()
    if (this.at >= this.source.length) throw parseError(`Unclosed start tag "${tag}" at byte offset ${begin}`)
    const value = this.attributeValue()
    if (this.at >= this.source.length) throw parseError(`Unclosed start tag at byte offset ${begin}`)
    return { name, value }
  }

  private attributeValue(): string {
    const quote = this.peek()
    if (quote === 0x22 || quote === 0x27) return this.quotedValue(quote)
    const begin = this.at
    while (/[A-Za-z0-9.-]/.test(String.fromCharCode(this.peek()))) this.at++
    if (!this.isSpace(this.peek()) && this.peek() !== GREATER) {
      throw parseError(`Unexpected end of name token at byte offset ${begin}`)
    }
    return this.source.toString('utf8', begin, this.at).toLowerCase()
  }

  private quotedValue(quote: number): string {
    const bytes: number[] = []
    this.at++
    while (this.at < this.source.length && this.peek() !== quote) {
      const code = this.peek() === 0x26 ? this.decodeReference() : 0
      if (code !== 0) bytes.push(...Buffer.from(String.fromCodePoint(code), 'utf8'))
      else bytes.push(this.source[this.at++] as number)
    }
    this.at++
    return Buffer.from(bytes).toString('utf8')
  }

  private closeTag(begin: number): void {
    const tag = this.open.pop()
    if (!tag) throw parseError(`Unexpected end tag at byte offset ${begin}`)
    this.at++
    const name = this.readWord((byte) => byte === GREATER).toLowerCase()
    this.skipSpaces()
    if (this.peek() !== GREATER) throw parseError(`Unclosed end tag at byte offset ${begin}`)
    this.at++
    if (name !== '' && name !== tag.name) {
      throw parseError(
        `Unmatched end tag at byte offset ${begin}, expected "</${tag.name}>", found "</${name}>"`,
      )
    }
    if (this.writer.utf16 > tag.offset) this.addEntity(tag)
  }

  private addEntity(tag: OpenTag): void {
    const { name, argument, offset } = tag
    const simple = SIMPLE[name]
    if (simple) this.writer.add(simple, offset)
    else if (name === 'a') this.writer.addLink(argument || this.writer.since(tag.position), offset)
    else if (name === 'tg-emoji') this.writer.addCustomEmoji(argument, offset)
    else if (name === 'blockquote')
      this.writer.add(argument === 'expandable' ? 'expandable_blockquote' : 'blockquote', offset)
    else this.addCode(name, argument, offset)
  }

  /** `<pre><code class="language-x">` is one block with a language; any other pair stays two. */
  private addCode(name: string, argument: string, offset: number): void {
    const last = this.writer.entities.at(-1)
    const same = last && last.offset === offset && last.length === this.writer.utf16 - offset
    if (name === 'pre' && same && last.type === 'code' && last.language) last.type = 'pre'
    else if (name === 'pre') this.writer.add('pre', offset)
    else if (same && last.type === 'pre' && argument) last.language = argument
    else this.writer.add('code', offset, argument ? { language: argument } : {})
  }
}

function tagArgument(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9)
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3)
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable'
  return undefined
}

/** Parses `parse_mode=HTML`; throws `ApiError` 400 with Telegram's complaint. */
export function parseHtml(source: string, findUser: FindUser): FormattedText {
  const parsed = new HtmlParser(source, findUser).parse()
  for (const entity of parsed.entities) if (entity.type === 'code') delete entity.language
  return parsed
}
