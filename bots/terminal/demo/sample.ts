import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import type { DemoFile } from './client.ts'

const FOLDER = resolve(import.meta.dirname, '../../../docs/samples/sms-spam')
const itemRow = z.object({ id: z.string(), text: z.string(), gold: z.string() })
const truthRow = z.object({ id: z.string(), label: z.string() })

/** The sample project cut to a number of items, with what only its simulated people know. */
export interface Sample {
  readonly slug: string
  readonly project: DemoFile
  readonly items: DemoFile
  readonly itemCount: number
  /** Button title -> label name. */
  readonly labels: ReadonlyMap<string, string>
  readonly truthByText: ReadonlyMap<string, string>
  readonly truthById: ReadonlyMap<string, string>
}

/** How many items the sample has. */
export function sampleSize(): number {
  return readRows().length
}

/** Reads docs/samples/sms-spam and keeps the first `count` items. */
export function readSample(count: number): Sample {
  const rows = readRows().slice(0, count)
  const truthById = new Map(
    z
      .array(truthRow)
      .parse(parse(read('truth.csv'), { columns: true }))
      .map((row) => [row.id, row.label] as const),
  )
  const project = { name: 'project.yaml', text: read('project.yaml') }
  const { definition } = parseProjectFile(project.text, project.name)
  return {
    slug: definition.name,
    project,
    items: { name: 'items.csv', text: stringify(rows, { header: true }) },
    itemCount: rows.length,
    labels: new Map(definition.schema.labels.map((label) => [label.title, label.name])),
    truthByText: new Map(rows.map((row) => [row.text.trim(), truthById.get(row.id) ?? ''])),
    truthById,
  }
}

function readRows() {
  return z.array(itemRow).parse(parse(read('items.csv'), { columns: true }))
}

function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8')
}
