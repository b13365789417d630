import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { ExpectedError, reasonOf } from '../../core/errors.ts'
import { inferSingleChoice } from '../../core/quality/infer-single-choice.ts'
import type { Terminal } from './terminal.ts'

const id = z.string().min(1)
const response = z.object({ item: id, worker: id, label: id })
const goldAnswer = z.object({ item: id, truth: id })

interface Options {
  readonly gold?: string
  readonly out: string
}

/** `tagora infer <responses>`: truth inference alone, on answers from anywhere. */
export function addInfer(program: Command, terminal: Terminal): void {
  program
    .command('infer <responses>')
    .description('infer the label of each item from a CSV file with the columns item, worker and label')
    .option('--gold <file>', 'known answers: a CSV file with the columns item and truth')
    .requiredOption('--out <file>', 'where to write item, label and probability, as CSV')
    .action((responses: string, options: Options) => infer(terminal, responses, options))
}

async function infer(terminal: Terminal, responses: string, { gold, out }: Options): Promise<void> {
  const rows = await readRows(responses, response)
  const answers = rows.map(({ item, worker, label }) => ({ item, person: worker, label }))
  const known = gold ? await readRows(gold, goldAnswer) : []
  const startedAt = performance.now()
  const inferred = inferSingleChoice(answers, {
    gold: new Map(known.map(({ item, truth }) => [item, truth])),
  })
  const seconds = (performance.now() - startedAt) / 1_000
  const predictions = predictionsOf(inferred)
  await writeFile(out, stringify(predictions, { header: true, columns: ['item', 'label', 'probability'] }))
  terminal.print(
    `${predictions.length} items, ${answers.length} annotations, ${inferred.people.size} people: ${seconds.toFixed(2)} s -> ${out}`,
  )
}

/** The likeliest label of each item; of equally likely ones, the first by name. */
function predictionsOf({ table, posterior }: ReturnType<typeof inferSingleChoice>) {
  const classes = table.labels.length
  return table.items.map((item, at) => {
    const row = table.labels.map((label, k) => ({ label, probability: posterior[at * classes + k] ?? 0 }))
    const [best] = row.sort((a, b) => b.probability - a.probability || (a.label < b.label ? -1 : 1))
    return { item, label: best?.label ?? '', probability: (best?.probability ?? 0).toFixed(6) }
  })
}

/** Reads a CSV file with a header. Columns we do not know are passed over.
 * @throws ExpectedError `import.unreadable` naming the row */
async function readRows<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = []
  try {
    const records = createReadStream(file).pipe(parse({ columns: true, bom: true, skip_empty_lines: true }))
    for await (const record of records) {
      const row = schema.safeParse(record)
      if (!row.success) throw new Error(`row ${rows.length + 2}: ${problemsOf(row.error)}`)
      rows.push(row.data)
    }
  } catch (cause) {
    throw new ExpectedError('import.unreadable', { file, reason: reasonOf(cause) }, { cause })
  }
  if (rows.length === 0) throw new ExpectedError('import.empty', { file })
  return rows
}

function problemsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
}
