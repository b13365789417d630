import { CsvError, parse } from 'csv-parse/sync'
import type { Candidate } from './candidate.ts'
import { LineQueue } from './line-queue.ts'
import { type Line, MAX_LINE_BYTES } from './read-lines.ts'
import { excerpt, type Refusal } from './refusal.ts'

/** A text of more lines does not fit a chat anyway; without a limit one broken quote would swallow the rest
 * of the file. */
const MAX_RECORD_LINES = 100

export interface DelimitedFormat {
  readonly delimiter: ',' | '\t'
  /** CSV has quotes (RFC 4180); in TSV a quote is an ordinary character (IANA text/tab-separated-values). */
  readonly quotes: boolean
}

/**
 * The rows of a CSV or TSV file whose first line names the columns `id`, `textField` and, if known, `gold` and
 * `gold_why`; other columns are ignored. csv-parse reads each record; here the records are only told apart, so that
 * after a broken one reading goes on at the next line.
 */
export async function* readDelimited(
  lines: AsyncIterator<Line | Refusal>,
  textField: string,
  format: DelimitedFormat,
): AsyncGenerator<Candidate | Refusal> {
  const queue = new LineQueue(lines)
  try {
    const header = await readRecord(queue, format)
    if (!header) return
    const columns = 'code' in header ? header : columnsOf(header, textField)
    if ('code' in columns) return yield columns
    for (
      let one = await readRecord(queue, format, columns);
      one;
      one = await readRecord(queue, format, columns)
    ) {
      yield 'code' in one ? one : rowOf(one, columns)
    }
  } finally {
    await queue.close()
  }
}

interface Columns {
  readonly count: number
  readonly id: number
  readonly text: number
  readonly gold: number
  readonly goldWhy: number
}

/** Where the columns stand; refused when one is missing or named twice. */
function columnsOf({ line, fields }: CsvRecord, textField: string): Columns | Refusal {
  const names = fields.map((name) => name.trim())
  const columns = {
    id: names.indexOf('id'),
    text: names.indexOf(textField),
    gold: names.indexOf('gold'),
    goldWhy: names.indexOf('gold_why'),
  }
  const twice = ['id', textField, 'gold', 'gold_why'].some(
    (name) => names.indexOf(name) !== names.lastIndexOf(name),
  )
  if (columns.id === -1 || columns.text === -1 || twice) {
    return { line, code: 'badHeader', detail: `id, ${textField}` }
  }
  return { ...columns, count: names.length }
}

function rowOf({ line, fields }: CsvRecord, columns: Columns): Candidate | Refusal {
  if (fields.length !== columns.count) {
    return { line, code: 'wrongFields', detail: `${fields.length}/${columns.count}` }
  }
  return {
    line,
    id: fields[columns.id],
    text: fields[columns.text],
    gold: fields[columns.gold],
    goldWhy: fields[columns.goldWhy],
  }
}

interface CsvRecord {
  /** Where it begins. */
  readonly line: number
  readonly fields: readonly string[]
}

/** The next record, empty lines skipped; undefined at the end. When csv-parse refuses one that spans lines,
 * or it does not fit the columns, its first line is to blame and the others are read again by themselves. */
async function readRecord(
  queue: LineQueue,
  format: DelimitedFormat,
  columns?: Columns,
): Promise<CsvRecord | Refusal | undefined> {
  let first = await queue.next()
  while (first && !('code' in first) && first.text.trim() === '') first = await queue.next()
  if (!first || 'code' in first) return first
  const following = format.quotes ? await readFollowing(queue, first.text) : []
  const text = [first, ...following].map((one) => one.text).join('\n')
  const fields = parsedRecord(text, format)
  const torn = following.length > 0 && columns && fields?.length !== columns.count
  if (fields && !torn) return { line: first.line, fields }
  queue.unread(following)
  return { line: first.line, code: 'badQuotes', detail: excerpt(first.text) }
}

/** The lines that a record's open quote runs on over: until the quotes are even, for only then can the
 * record be complete. */
async function readFollowing(queue: LineQueue, first: string): Promise<Line[]> {
  const following: Line[] = []
  let size = first.length
  for (let open = hasOddQuotes(first); open; ) {
    const next = await queue.peek()
    if (!next || 'code' in next || following.length >= MAX_RECORD_LINES || size > MAX_LINE_BYTES) break
    following.push(next)
    await queue.next()
    size += next.text.length
    open = !hasOddQuotes(next.text)
  }
  return following
}

function hasOddQuotes(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 1
}

/** The fields of one record, or null when its quotes are broken. */
function parsedRecord(text: string, { delimiter, quotes }: DelimitedFormat): string[] | null {
  try {
    const records = parse(text, {
      delimiter,
      quote: quotes ? '"' : false,
      record_delimiter: '\n',
      relax_column_count: true,
    })
    return records[0] ?? null
  } catch (cause) {
    if (cause instanceof CsvError) return null
    throw cause
  }
}
