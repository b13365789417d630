import type { Block, Inline } from './screen.ts'

const MARKUP = /\\([\\*_`])|\*\*((?:\\.|[^\\])+?)\*\*|_((?:\\.|[^\\_])+?)_|`((?:\\.|[^\\`])+?)`/g

/** Reads the markup of our wording (bold, italic, code, backslash escapes) into runs of text. */
export function inline(markup: string): Inline[] {
  const runs: Inline[] = []
  const plain = (text: string) => {
    const last = runs.at(-1)
    if (last && !last.style) runs[runs.length - 1] = { text: last.text + text }
    else if (text) runs.push({ text })
  }
  let end = 0
  for (const match of markup.matchAll(MARKUP)) {
    plain(markup.slice(end, match.index))
    const [whole, escaped, bold, italic, code] = match
    if (escaped) plain(escaped)
    else if (bold) runs.push({ text: unescaped(bold), style: 'bold' })
    else if (italic) runs.push({ text: unescaped(italic), style: 'italic' })
    else if (code) runs.push({ text: unescaped(code), style: 'code' })
    end = match.index + whole.length
  }
  plain(markup.slice(end))
  return runs
}

/** The words of a markup text without its styling, for buttons and menus. */
export function plainText(markup: string): string {
  return inline(markup)
    .map((run) => run.text)
    .join('')
}

export function paragraph(markup: string): Block {
  return { kind: 'paragraph', content: inline(markup) }
}

export function heading(markup: string): Block {
  return { kind: 'heading', content: inline(markup) }
}

export function list(markups: readonly string[]): Block {
  return { kind: 'list', items: markups.map(inline) }
}

/** A screen's whole text in one string, for terminals, logs and tests. */
export function screenText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n')
}

function blockText(block: Block): string {
  if (block.kind === 'quote' || block.kind === 'code') return block.text
  if (block.kind === 'list') return block.items.map((item) => `- ${runsText(item)}`).join('\n')
  return runsText(block.content)
}

function runsText(runs: readonly Inline[]): string {
  return runs.map((run) => (run.url ? `${run.text} (${run.url})` : run.text)).join('')
}

function unescaped(text: string): string {
  return text.replace(/\\([\\*_`])/g, '$1')
}
