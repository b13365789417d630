import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { ExpectedError, reasonOf } from '../../../core/errors.ts'
import { type CrowdRecord, crowdRecord } from '../../../core/quality/replay/record.ts'

const responses = z.array(
  z.object({ item: z.string().min(1), worker: z.string().min(1), label: z.string().min(1) }),
)
const truths = z.array(z.object({ item: z.string().min(1), truth: z.string().min(1) }))

/** Reads `responses.csv` (item,worker,label) and `truth.csv` (item,truth) of a folder.
 * @throws ExpectedError `import.unreadable`, `import.empty` */
export async function readRecord(folder: string): Promise<CrowdRecord> {
  const answers = await readTable(join(folder, 'responses.csv'), responses)
  const truth = await readTable(join(folder, 'truth.csv'), truths)
  if (answers.length === 0) throw new ExpectedError('import.empty', { file: join(folder, 'responses.csv') })
  return crowdRecord(
    answers,
    truth.map((row) => [row.item, row.truth] as const),
  )
}

async function readTable<T>(file: string, rows: z.ZodType<T>): Promise<T> {
  try {
    const text = await readFile(file, 'utf8')
    return rows.parse(parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true }))
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : reasonOf(cause)
    throw new ExpectedError('import.unreadable', { file, reason }, { cause })
  }
}
