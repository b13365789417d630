import type { MessageEntity } from 'grammy/types'
import type { Block, Inline } from '../../commands/screen.ts'

/** Text with its styling as Telegram's entities: offsets and lengths in UTF-16 units. */
export interface RichText {
  readonly text: string
  readonly entities: readonly MessageEntity[]
}

type Style = 'bold' | 'italic' | 'code' | 'pre' | 'blockquote'

interface Writer {
  text: string
  readonly entities: MessageEntity[]
}

/** The blocks of a screen below each other. Nothing of it is ever parsed as markup. */
export function richText(blocks: readonly Block[]): RichText {
  const writer: Writer = { text: '', entities: [] }
  for (const [at, block] of blocks.entries()) {
    if (at > 0) writer.text += '\n\n'
    writeBlock(writer, block)
  }
  return writer
}

/** True when people would see nothing, which Telegram refuses as empty. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u2800\u3164]*$/u.test(text)
}

/** What Telegram would change or refuse: control characters, other line ends, halves of characters. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
}

function writeBlock(writer: Writer, block: Block): void {
  if (block.kind === 'quote') write(writer, block.text, ['blockquote'])
  else if (block.kind === 'code') write(writer, block.text, ['pre'])
  else if (block.kind === 'list') writeList(writer, block.items)
  else for (const run of block.content) writeRun(writer, run, block.kind === 'heading' ? 'bold' : undefined)
}

function writeList(writer: Writer, items: readonly (readonly Inline[])[]): void {
  for (const [at, item] of items.entries()) {
    writer.text += at > 0 ? '\n• ' : '• '
    for (const run of item) writeRun(writer, run)
  }
}

function writeRun(writer: Writer, run: Inline, around?: Style): void {
  // Nothing may stand inside of code, not even bold.
  const styles = run.style === 'code' ? [run.style] : [run.style, around]
  const unique = [...new Set(styles)].filter((style) => style !== undefined)
  const { text, url } = run
  if (url === undefined || isLink(url)) write(writer, text, unique, url)
  else write(writer, `${text} (${url})`, unique)
}

function write(writer: Writer, raw: string, styles: readonly Style[], url?: string): void {
  const text = cleanText(raw)
  if (!isBlank(text)) {
    const span = { offset: writer.text.length, length: text.length }
    for (const type of styles) writer.entities.push({ type, ...span })
    if (url !== undefined) writer.entities.push({ type: 'text_link', ...span, url })
  }
  writer.text += text
}

/** Telegram links only to hosts with a dot and drops other links silently. */
export function isLink(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && /^https?:$/.test(parsed.protocol) && /[^.]\.[^.]/.test(parsed.hostname)
}
