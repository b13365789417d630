import type { Line } from './markdown.ts'

export interface Pages {
  readonly pages: readonly string[]
  /** False when there is more than the pages hold. */
  readonly isAll: boolean
}

/** Fills pages of at most `sizes` UTF-16 units: whole lines where they fit, else whole pieces. */
export function paginate(lines: readonly Line[], sizes: readonly number[]): Pages {
  const pages: string[] = ['']
  for (const line of lines) {
    if (!addLine(pages, sizes, line)) return { pages: trimmed(pages), isAll: false }
  }
  return { pages: trimmed(pages), isAll: true }
}

function addLine(pages: string[], sizes: readonly number[], line: Line): boolean {
  const whole = line.prefix + line.pieces.join('')
  if (append(pages, sizes, `\n${whole}`)) return true
  const last = pages.length - 1
  const isHalfFull = (pages[last]?.length ?? 0) > (sizes[last] ?? 0) / 2
  const isNextRoomy = whole.length <= (sizes[pages.length] ?? 0)
  if (isHalfFull && isNextRoomy) return openPage(pages, sizes) && append(pages, sizes, whole)
  let start = `\n${line.prefix}`
  for (const piece of line.pieces) {
    if (append(pages, sizes, start + piece)) start = ''
    else if (openPage(pages, sizes) && append(pages, sizes, line.continued + piece)) start = ''
    else return false
  }
  return true
}

/** Adds to the last page when it has room. */
function append(pages: string[], sizes: readonly number[], text: string): boolean {
  const last = pages.length - 1
  const page = pages[last] === '' ? text.replace(/^\n/, '') : pages[last] + text
  if (page.length > (sizes[last] ?? 0)) return false
  pages[last] = page
  return true
}

function openPage(pages: string[], sizes: readonly number[]): boolean {
  if (pages.length >= sizes.length) return false
  pages.push('')
  return true
}

/** Discord trims what it is sent; after the first, a page of blanks alone would be an empty embed. */
function trimmed(pages: readonly string[]): string[] {
  return pages.map((page) => page.trimEnd()).filter((page, at) => at === 0 || page !== '')
}
