// biome-ignore-all lint/style/noNonNullAssertion: indices are in range by construction
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Table from 'cli-table3'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Annotation } from '../core/quality/annotation-table.ts'
import { annotationTable } from '../core/quality/annotation-table.ts'
import { expectedCalibrationError } from '../core/quality/calibration.ts'
import { dawidSkene } from '../core/quality/dawid-skene.ts'
import { inferSingleChoice } from '../core/quality/infer-single-choice.ts'
import { voteShares } from '../core/quality/majority.ts'
import { bestLabels } from '../core/quality/posterior.ts'
import { wawa } from '../core/quality/wawa.ts'

const Responses = z.array(z.object({ item: z.string(), worker: z.string(), label: z.string() }))
const Truths = z.array(z.object({ item: z.string(), truth: z.string() }))

interface CrowdSet {
  readonly name: string
  readonly annotations: Annotation[]
  readonly truth: ReadonlyMap<string, string>
}

interface Score {
  readonly majority: number
  readonly wawa: number
  readonly dawidSkene: number
  readonly ours: number
  readonly ece: number
  /** Calibration error on the other items when a seeded 5 % of the truth is given as gold. */
  readonly eceGold: number
  readonly seconds: number
}

function readCsv(path: string): unknown {
  return parse(readFileSync(path, 'utf8'), { columns: true, skip_empty_lines: true, trim: true })
}

function readSets(folder: string): CrowdSet[] {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'responses.csv')))
    : []
  return names.sort().map((name) => ({
    name,
    annotations: Responses.parse(readCsv(join(folder, name, 'responses.csv'))).map((row) => ({
      item: row.item,
      person: row.worker,
      label: row.label,
    })),
    truth: new Map(
      Truths.parse(readCsv(join(folder, name, 'truth.csv'))).map((row) => [row.item, row.truth]),
    ),
  }))
}

/** Stated probability and correctness (ties by expectation) of every item whose truth is known. */
function answers(set: CrowdSet, values: Float64Array, skip: ReadonlyMap<string, string> = new Map()) {
  const table = annotationTable(set.annotations)
  const classes = table.labels.length
  return table.items.flatMap((item, row) => {
    const truth = set.truth.get(item)
    if (truth === undefined || skip.has(item)) return []
    const best = bestLabels(values, row, classes)
    const correct = best.some((label) => table.labels[label] === truth) ? 1 / best.length : 0
    return [{ probability: values[row * classes + best[0]!]!, correct }]
  })
}

function accuracy(set: CrowdSet, values: Float64Array): number {
  const scored = answers(set, values)
  return (100 * scored.reduce((sum, answer) => sum + answer.correct, 0)) / scored.length
}

function score(set: CrowdSet): Score {
  const table = annotationTable(set.annotations)
  const started = performance.now()
  const ours = inferSingleChoice(set.annotations)
  const seconds = (performance.now() - started) / 1000
  const gold = new Map([...set.truth].filter((_, n) => n % 20 === 7))
  const withGold = inferSingleChoice(set.annotations, { gold })
  return {
    majority: accuracy(set, voteShares(table)),
    wawa: accuracy(set, wawa(table)),
    dawidSkene: accuracy(set, dawidSkene(table).posterior),
    ours: accuracy(set, ours.posterior),
    ece: expectedCalibrationError(answers(set, ours.posterior)),
    eceGold: expectedCalibrationError(answers(set, withGold.posterior, gold)),
    seconds,
  }
}

function rounded(values: Score): Score {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Number(value.toFixed(key.startsWith('ece') ? 4 : 2))]),
  ) as unknown as Score
}

const folder = process.argv[2] ?? '../shared/data/crowd'
const sets = readSets(folder)
if (sets.length === 0) {
  console.error(`No sets in ${folder}: pass a folder that holds NAME/responses.csv and NAME/truth.csv.`)
  process.exit(1)
}
const scores = sets.map((set) => [set.name, score(set)] as const)
const columns = ['majority', 'wawa', 'dawidSkene', 'ours', 'ece', 'eceGold', 'seconds'] as const
const mean = Object.fromEntries(
  columns.map((key) => [key, scores.reduce((sum, [, s]) => sum + s[key], 0) / scores.length]),
) as unknown as Score
const table = new Table({ head: ['set', ...columns], style: { head: [], border: [], compact: true } })
for (const [name, values] of [...scores, ['mean', mean] as const]) {
  table.push([name, ...columns.map((key) => rounded(values)[key])])
}
console.log(table.toString())
function published(values: Score): Omit<Score, 'eceGold'> {
  const { eceGold: _, ...rest } = rounded(values)
  return rest
}

const result = Object.fromEntries(scores.map(([name, values]) => [name, published(values)]))
console.log(JSON.stringify({ sets: result, mean: published(mean) }))
