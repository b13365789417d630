import { createReadStream } from 'node:fs'
import { ExpectedError } from '../errors.ts'
import type { Refusal } from './refusal.ts'

/** Far above any item a chat can show; whatever is longer is skipped without being kept in memory. */
export const MAX_LINE_BYTES = 262_144

export interface Line {
  readonly line: number
  readonly text: string
}

const NEWLINE = 10
const RETURN = 13
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The lines of a UTF-8 file, with or without byte order mark, ended by LF or CRLF. A line that is too long
 * or not UTF-8 comes as a refusal and the rest goes on; a UTF-16 file is one refusal.
 * @throws ExpectedError `import.unreadable`
 */
export async function* readLines(path: string, fileName: string): AsyncGenerator<Line | Refusal> {
  let line = 0
  let rest: LineBytes = { parts: [], size: 0 }
  for await (const bytes of readBytes(path, fileName)) {
    if (line === 0) {
      if (isUtf16(bytes)) return yield { line: 1, code: 'badEncoding', detail: 'UTF-16' }
      line = 1
    }
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      yield decoded(line, extended(rest, bytes.subarray(start, end)))
      rest = { parts: [], size: 0 }
      line += 1
      start = end + 1
    }
    rest = extended(rest, bytes.subarray(start))
  }
  if (rest.size > 0) yield decoded(line, rest)
}

/** A line as it is read: its parts, or none once it is too long to be kept. */
interface LineBytes {
  readonly parts: readonly Buffer[]
  readonly size: number
}

function extended({ parts, size }: LineBytes, part: Buffer): LineBytes {
  const total = size + part.length
  return { parts: total > MAX_LINE_BYTES ? [] : [...parts, part], size: total }
}

function decoded(line: number, { parts, size }: LineBytes): Line | Refusal {
  if (size > MAX_LINE_BYTES) return { line, code: 'lineTooLong', detail: String(MAX_LINE_BYTES) }
  const joined = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  const bytes = joined.at(-1) === RETURN ? joined.subarray(0, -1) : joined
  if (bytes.includes(0)) return { line, code: 'nullCharacter', detail: '' }
  try {
    const text = utf8.decode(bytes)
    return { line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text }
  } catch (cause) {
    if (cause instanceof TypeError) return { line, code: 'badEncoding', detail: '' }
    throw cause
  }
}

async function* readBytes(path: string, fileName: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new ExpectedError('import.unreadable', { file: fileName, reason }, { cause })
  }
}

/** By its byte order mark, or because every other byte of ordinary text is zero. */
function isUtf16(start: Buffer): boolean {
  const mark = start.length >= 2 ? start.readUInt16BE(0) : 0
  if (mark === 0xfeff || mark === 0xfffe) return true
  const sample = start.subarray(0, 512)
  return sample.filter((byte) => byte === 0).length * 4 > sample.length
}
