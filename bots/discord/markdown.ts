import type { Block, Inline } from '../../commands/screen.ts'

/** One line of a message: what it and its continuation start with, and pieces that must not be cut. */
export interface Line {
  readonly prefix: string
  readonly continued: string
  readonly pieces: readonly string[]
}

/** Signs Discord reads as markup anywhere, and those it reads only where a word begins (headings, lists,
 * quotes). A colon may begin an emoji or a link; without it, links in foreign texts are no links. */
const SIGNS = /[\\*_~`|[\]<]|:(?!\s)|(?<=^|\s)[-+#>]|(?<=(?:^|\s)\d{1,9})[.)](?=\s|$)/g
const PLAIN_PIECE = 200
const STYLED_PIECE = 1_000
const CODE_BLOCK = 1_500
const LINK = 500

const EMPTY: Line = { prefix: '', continued: '', pieces: [] }

/** The blocks of a screen as lines of Discord's markdown. Nothing in their texts is ever read as markup. */
export function markdownLines(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((block, at) => {
    const before = blocks[at - 1]
    return before && isApart(before, block) ? [EMPTY, ...linesOfBlock(block)] : linesOfBlock(block)
  })
}

/** What people see of a text on Discord, with line ends and control characters as it would make them. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
}

/** True when people would see nothing. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u2800\u3164]*$/u.test(text)
}

function isApart(before: Block, block: Block): boolean {
  if (before.kind === 'heading' || before.kind === 'quote') return false
  return block.kind !== 'heading'
}

function linesOfBlock(block: Block): Line[] {
  switch (block.kind) {
    case 'quote':
      return quoteLines(block.text)
    case 'code':
      return codeLines(block.text)
    case 'list':
      return block.items.flatMap((item) => linesOfRuns(item, '- ', '  '))
    case 'heading':
      return linesOfRuns(block.content, '### ', '### ').filter((line) => line.pieces.length > 0)
    default:
      return linesOfRuns(block.content, '', '')
  }
}

function quoteLines(raw: string): Line[] {
  const text = isBlank(raw) ? '…' : raw.trimEnd()
  return linesOfRuns([{ text }], '> ', '> ')
}

function codeLines(raw: string): Line[] {
  const text = cleanText(raw)
  if (text.includes('```') || text.length > CODE_BLOCK || isBlank(text)) return quoteLines(raw)
  return [{ prefix: '', continued: '', pieces: [`\`\`\`\n${text}\n\`\`\``] }]
}

function linesOfRuns(runs: readonly Inline[], prefix: string, continued: string): Line[] {
  const lines: string[][] = [[]]
  for (const run of runs) {
    const clean = cleanText(run.text)
    // A link is one, even over a line end.
    const parts = run.url === undefined ? clean.split('\n') : [clean.replaceAll('\n', ' ')]
    for (const [at, text] of parts.entries()) {
      if (at > 0) lines.push([])
      lines.at(-1)?.push(...piecesOf({ ...run, text }))
    }
  }
  return lines.map((pieces, at) => ({ prefix: at === 0 ? prefix : continued, continued, pieces }))
}

function piecesOf(run: Inline): string[] {
  if (run.url !== undefined) return linkPieces(run, run.url)
  const styled = run.style && styledPiece(run.text, run.style)
  return styled && styled.length <= STYLED_PIECE ? [styled] : plainPieces(run.text)
}

function linkPieces(run: Inline, url: string): string[] {
  const href = URL.parse(url)
  const fits = href !== null && /^https?:$/.test(href.protocol) && !/[<>]/.test(href.href)
  if (!fits || href.href.length > LINK || run.text.length > LINK || isBlank(run.text)) {
    return plainPieces(`${run.text} (${cleanText(url).replaceAll('\n', ' ')})`)
  }
  return [`[${escapeText(run.text)}](<${href.href}>)`]
}

/** Null for what Discord would not show in that style. */
function styledPiece(text: string, style: NonNullable<Inline['style']>): string | null {
  if (isBlank(text)) return null
  if (style === 'code') return text.includes('`') ? null : `\`${text}\``
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  const sign = style === 'bold' ? '**' : '_'
  return `${before}${sign}${escapeText(inner)}${sign}${after}`
}

/** Words with the blanks behind them; very long ones in parts. */
function plainPieces(text: string): string[] {
  return (text.match(/\S*\s*/g) ?? []).flatMap((word) => {
    const points = [...word]
    const count = Math.ceil(points.length / PLAIN_PIECE)
    return Array.from({ length: count }, (_, at) =>
      escapeText(points.slice(at * PLAIN_PIECE, (at + 1) * PLAIN_PIECE).join('')),
    )
  })
}

function escapeText(text: string): string {
  return text.replace(SIGNS, '\\$&')
}
