import { extname } from 'node:path'
import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import type { Project } from '../projects/project.ts'
import type { Store } from '../store/database.ts'
import { insertImport } from '../store/imports.ts'
import type { Candidate } from './candidate.ts'
import { type CheckedRow, checkCandidate } from './check-candidate.ts'
import { readDelimited } from './read-delimited.ts'
import { readJsonl } from './read-jsonl.ts'
import { type Line, readLines } from './read-lines.ts'
import type { Refusal } from './refusal.ts'
import { type OrdinalRange, storeChunk } from './store-chunk.ts'

export type { Refusal } from './refusal.ts'

/** Rows a transaction: others get their turn between two of them. */
const CHUNK_ROWS = 500
const SHOWN_REFUSALS = 100

export interface ImportReport {
  readonly accepted: number
  /** Rows known from before, unchanged. */
  readonly duplicates: number
  readonly refused: number
  /** The first 100 refused rows in the order of the file. */
  readonly refusals: readonly Refusal[]
}

interface ImportInput {
  readonly project: Project
  readonly path: string
  /** Its ending tells the format: .jsonl, .ndjson, .csv or .tsv. */
  readonly fileName: string
}

/**
 * Imports the items of a file, reading it in pieces. Importing it again, also after a death half way, adds
 * only what is missing. Opens its own transactions.
 * @throws ExpectedError `import.unknownFormat`, `import.unreadable`, `import.empty`, `project.wrongState`
 */
export async function importItems(store: Store, clock: Clock, input: ImportInput): Promise<ImportReport> {
  const { project, path, fileName } = input
  const own: OrdinalRange[] = []
  const report = { accepted: 0, duplicates: 0, refused: 0, refusals: [] as Refusal[] }
  const { definition } = project
  const rowsOfFile = readRows(path, fileName, definition.schema.textField)
  for await (const chunk of chunked(checkRows(rowsOfFile, definition))) {
    const rows = chunk.filter((row): row is CheckedRow => !('code' in row))
    const stored = await store.transaction((trx) => storeChunk(trx, { project, rows, own }))
    if (stored.ordinals) addRange(own, stored.ordinals)
    const refused = chunk.filter((row): row is Refusal => 'code' in row).concat(stored.refusals)
    report.accepted += stored.accepted
    report.duplicates += stored.duplicates
    report.refused += refused.length
    refused.sort((one, other) => one.line - other.line)
    report.refusals.push(...refused.slice(0, SHOWN_REFUSALS - report.refusals.length))
  }
  if (report.accepted + report.duplicates + report.refused === 0) {
    throw new ExpectedError('import.empty', { file: fileName })
  }
  const record = { ...report, projectId: project.id, fileName, createdAt: clock.now() }
  await store.transaction((trx) => insertImport(trx, record))
  return report
}

function readRows(path: string, fileName: string, textField: string): AsyncIterable<Candidate | Refusal> {
  const reader = READERS[extname(fileName).toLowerCase()]
  if (!reader) throw new ExpectedError('import.unknownFormat', { file: fileName })
  return reader(readLines(path, fileName), textField)
}

type Reader = (lines: AsyncGenerator<Line | Refusal>, textField: string) => AsyncIterable<Candidate | Refusal>

const READERS: Readonly<Record<string, Reader>> = {
  '.jsonl': readJsonl,
  '.ndjson': readJsonl,
  '.csv': (lines, field) => readDelimited(lines, field, { delimiter: ',', quotes: true }),
  '.tsv': (lines, field) => readDelimited(lines, field, { delimiter: '\t', quotes: false }),
}

/** One by one, so that a chunk never holds rows that are too large to be kept. */
async function* checkRows(
  rows: AsyncIterable<Candidate | Refusal>,
  definition: ProjectDefinition,
): AsyncGenerator<CheckedRow | Refusal> {
  for await (const row of rows) yield 'code' in row ? row : checkCandidate(row, definition)
}

async function* chunked<T>(rows: AsyncIterable<T>): AsyncGenerator<T[]> {
  let chunk: T[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK_ROWS) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** Joined with the range before it: without other imports beside this one there is only ever one. */
function addRange(ranges: OrdinalRange[], [from, to]: OrdinalRange): void {
  const last = ranges.at(-1)
  if (last && last[1] + 1 === from) ranges[ranges.length - 1] = [last[0], to]
  else ranges.push([from, to])
}
