// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { AnnotationTable } from './annotation-table.ts'
import { voteShares } from './majority.ts'
import { softmaxRows } from './posterior.ts'

export interface DawidSkeneOptions {
  readonly maxIterations?: number
  /** Stop when the log likelihood gains less than this. */
  readonly tolerance?: number
}

export interface DawidSkeneResult {
  /** Items x labels. */
  readonly posterior: Float64Array
  /** People x true label x chosen label. */
  readonly confusion: Float64Array
  /** Log likelihood after each iteration; never falls. */
  readonly logLikelihood: readonly number[]
}

/** Keeps the logarithm finite where nobody was seen to confuse two labels. */
const FLOOR = 1e-10

function confusionOf(table: AnnotationTable, posterior: Float64Array): Float64Array {
  const classes = table.labels.length
  const confusion = new Float64Array(table.people.length * classes * classes)
  for (let n = 0; n < table.item.length; n++) {
    const from = table.item[n]! * classes
    const to = table.person[n]! * classes * classes + table.label[n]!
    for (let k = 0; k < classes; k++) confusion[to + k * classes]! += posterior[from + k]!
  }
  for (let start = 0; start < confusion.length; start += classes) {
    let sum = 0
    for (let l = 0; l < classes; l++) sum += confusion[start + l]!
    for (let l = 0; l < classes; l++) {
      confusion[start + l] = sum > 0 ? confusion[start + l]! / sum : 1 / classes
    }
  }
  return confusion
}

function priorOf(posterior: Float64Array, classes: number): Float64Array {
  const prior = new Float64Array(classes)
  const items = posterior.length / classes
  for (let p = 0; p < posterior.length; p++) prior[p % classes]! += posterior[p]! / items
  return prior
}

function expectation(table: AnnotationTable, confusion: Float64Array, prior: Float64Array) {
  const classes = table.labels.length
  const posterior = new Float64Array(table.items.length * classes)
  for (let p = 0; p < posterior.length; p++) posterior[p] = Math.log(Math.max(FLOOR, prior[p % classes]!))
  const log = confusion.map((x) => Math.log(Math.max(FLOOR, x)))
  for (let n = 0; n < table.item.length; n++) {
    const to = table.item[n]! * classes
    const from = table.person[n]! * classes * classes + table.label[n]!
    for (let k = 0; k < classes; k++) posterior[to + k]! += log[from + k * classes]!
  }
  return { posterior, logLikelihood: softmaxRows(posterior, classes) }
}

/**
 * A confusion matrix per person by expectation maximisation, started from the vote shares.
 * Source: Dawid and Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm",
 * Applied Statistics 28(1), 1979.
 */
export function dawidSkene(table: AnnotationTable, options: DawidSkeneOptions = {}): DawidSkeneResult {
  const { maxIterations = 100, tolerance = 1e-4 } = options
  let posterior = voteShares(table)
  let confusion = confusionOf(table, posterior)
  const logLikelihood: number[] = []
  for (let round = 0; round < maxIterations; round++) {
    confusion = confusionOf(table, posterior)
    const next = expectation(table, confusion, priorOf(posterior, table.labels.length))
    posterior = next.posterior
    const gained = next.logLikelihood - (logLikelihood.at(-1) ?? Number.NEGATIVE_INFINITY)
    logLikelihood.push(next.logLikelihood)
    if (gained < tolerance) break
  }
  return { posterior, confusion, logLikelihood }
}
