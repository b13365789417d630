// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { AnnotationTable } from './annotation-table.ts'
import type { GradedFit } from './graded-fit.ts'
import { designWeight, fitGraded } from './graded-fit.ts'
import { answerProbability, GRADES, writeConfusion, writeHabit } from './graded-model.ts'
import { softmaxRows } from './posterior.ts'

/** What two people's shared items say: coincident mistakes seen against what chance would give. */
export interface Coincidence {
  shared: number
  observed: number
  expected: number
  variance: number
}

/** Person -> other person -> coincidence, in both directions. */
export type Coincidences = ReadonlyMap<number, ReadonlyMap<number, Coincidence>>

const CORRELATION = 0.2

/** Probability of each answer of each person on an item of each (class, grade): people x C x labels. */
function answerTable(table: AnnotationTable, fit: GradedFit): Float64Array {
  const classes = table.labels.length
  const result = new Float64Array(table.people.length * classes * GRADES.length * classes)
  const confusion = new Float64Array(classes * classes)
  const habit = new Float64Array(classes)
  let cell = 0
  for (let person = 0; person < table.people.length; person++) {
    writeConfusion(fit.skill, person * classes * classes, classes, confusion, 0)
    writeHabit(fit.habit, person * classes, fit.frequencies, habit, 0)
    for (let k = 0; k < classes; k++) {
      for (const grade of GRADES) {
        for (let l = 0; l < classes; l++) {
          result[cell++] = answerProbability(grade, confusion[k * classes + l]!, habit[l]!)
        }
      }
    }
  }
  return result
}

interface PairRows {
  readonly item: number
  readonly first: number
  readonly second: number
}

class PairScorer {
  readonly #table: AnnotationTable
  readonly #fit: GradedFit
  readonly #answers: Float64Array
  readonly #weights: Float64Array
  readonly #width: number

  constructor(table: AnnotationTable, weights: Float64Array) {
    this.#table = table
    this.#weights = weights
    this.#fit = fitGraded(table, { correlation: CORRELATION, weights })
    this.#answers = answerTable(table, this.#fit)
    this.#width = table.labels.length * GRADES.length
  }

  #answer(person: number, c: number, label: number): number {
    return this.#answers[(person * this.#width + c) * this.#table.labels.length + label]!
  }

  /** The item's (class, grade) probabilities without the two people's own answers. */
  #withoutPair({ item, first, second }: PairRows): Float64Array {
    const { person, label, perItem } = this.#table
    const weight = designWeight(perItem[item]!, CORRELATION)
    const joint = new Float64Array(this.#width)
    for (let c = 0; c < this.#width; c++) {
      let log = Math.log(this.#fit.joint[item * this.#width + c]! + 1e-12)
      for (const n of [first, second]) {
        log -= weight * this.#weights[person[n]!]! * Math.log(this.#answer(person[n]!, c, label[n]!))
      }
      joint[c] = log
    }
    softmaxRows(joint, this.#width)
    return joint
  }

  /** Add one shared item to a pair's tally: agreement counts by the probability that it is mistaken. */
  add(rows: PairRows, tally: Coincidence): void {
    const { person, label, labels } = this.#table
    const [a, b] = [person[rows.first]!, person[rows.second]!]
    const joint = this.#withoutPair(rows)
    const doubt = labels.map((_, l) => {
      let believed = 0
      for (let m = 0; m < GRADES.length; m++) believed += joint[l * GRADES.length + m]!
      return 1 - believed
    })
    let expected = 0
    let square = 0
    for (let c = 0; c < this.#width; c++) {
      if (joint[c]! < 1e-4) continue
      for (const [l, wrong] of doubt.entries()) {
        const p = joint[c]! * this.#answer(a, c, l) * this.#answer(b, c, l)
        expected += p * wrong
        square += p * wrong * wrong
      }
    }
    tally.shared += 1
    if (label[rows.first] === label[rows.second]) tally.observed += doubt[label[rows.first]!]!
    tally.expected += expected
    tally.variance += Math.max(0, square - expected * expected)
  }
}

function rowsPerItem(table: AnnotationTable): number[][] {
  const rows: number[][] = table.items.map(() => [])
  for (let n = 0; n < table.item.length; n++) rows[table.item[n]!]!.push(n)
  return rows
}

function tallyOf(all: Map<number, Map<number, Coincidence>>, a: number, b: number): Coincidence {
  const row = all.get(a) ?? new Map<number, Coincidence>()
  all.set(a, row)
  const known = row.get(b)
  if (known) return known
  const fresh = { shared: 0, observed: 0, expected: 0, variance: 0 }
  row.set(b, fresh)
  const other = all.get(b) ?? new Map<number, Coincidence>()
  all.set(b, other)
  other.set(a, fresh)
  return fresh
}

/**
 * Coincident mistakes of every pair of people who share items. Being wrong alike is what honest people
 * seldom do: each agreement counts by the probability, formed without the two, that the label is wrong, and
 * is compared with what both people's accuracies and the item's difficulty give. `weights` (0..1 per person)
 * silences people already found.
 * Source: after Dong, Berti-Equille and Srivastava, "Integrating Conflicting Data: The Role of Source
 * Dependence", VLDB 2009.
 */
export function coincidentMistakes(table: AnnotationTable, weights: Float64Array): Coincidences {
  const scorer = new PairScorer(table, weights)
  const all = new Map<number, Map<number, Coincidence>>()
  for (const [item, rows] of rowsPerItem(table).entries()) {
    for (const [x, first] of rows.entries()) {
      for (const second of rows.slice(x + 1)) {
        const tally = tallyOf(all, table.person[first]!, table.person[second]!)
        scorer.add({ item, first, second }, tally)
      }
    }
  }
  return all
}
