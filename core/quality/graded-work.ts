// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { AnnotationTable } from './annotation-table.ts'
import { GRADES } from './graded-model.ts'
import { voteShares } from './majority.ts'

export interface GradedFitOptions {
  /**
   * Correlation assumed between two people's mistakes on one item: n annotations then weigh as
   * n / (1 + (n - 1) * correlation) independent ones (the design effect of Kish 1965).
   */
  readonly correlation: number
  /** True label index per item, -1 where unknown. */
  readonly gold?: Int32Array
  /** Weight of each person's answers in the posterior, 0..1; 1 when left out. */
  readonly weights?: Float64Array
}

/** Weight of one annotation on an item that has `count` of them. */
export function designWeight(count: number, correlation: number): number {
  return 1 / (1 + (count - 1) * correlation)
}

interface Rows {
  /** Where the item's probabilities start in a joint. */
  readonly joint: Int32Array
  /** Where the kind of answer starts in an answer table. */
  readonly answer: Int32Array
  readonly weight: Float64Array
}

/** The labels each person has ever chosen: with many labels, far fewer than people times labels. */
interface AnswerKinds {
  /** By kind, people in order. */
  readonly person: Int32Array
  readonly label: Int32Array
  /** Kind of each annotation. */
  readonly ofRow: Int32Array
}

export interface Work {
  readonly table: AnnotationTable
  /** Annotations grouped by item, so that the loops walk memory in order. */
  readonly rows: Rows
  readonly options: GradedFitOptions
  readonly shares: Float64Array
  readonly frequencies: Float64Array
  readonly skill: Float64Array
  readonly habit: Float64Array
  readonly kinds: AnswerKinds
  /** Kinds of answer x C: log probability of the answer, and the share of it owed to skill. */
  readonly logAnswer: Float64Array
  readonly bySkill: Float64Array
  readonly responsibility: Float64Array
}

function labelFrequencies(table: AnnotationTable): Float64Array {
  const frequencies = new Float64Array(table.labels.length)
  for (const label of table.label) frequencies[label]! += 1 / table.label.length
  return frequencies
}

function answerKinds({ labels, people, person, label }: AnnotationTable): AnswerKinds {
  const classes = labels.length
  const kindOf = new Int32Array(people.length * classes).fill(-1)
  for (let n = 0; n < label.length; n++) kindOf[person[n]! * classes + label[n]!] = 0
  let kinds = 0
  for (let pair = 0; pair < kindOf.length; pair++) if (kindOf[pair] === 0) kindOf[pair] = kinds++
  const result = {
    person: new Int32Array(kinds),
    label: new Int32Array(kinds),
    ofRow: label.map((own, n) => kindOf[person[n]! * classes + own]!),
  }
  for (let n = 0; n < label.length; n++) {
    result.person[result.ofRow[n]!] = person[n]!
    result.label[result.ofRow[n]!] = label[n]!
  }
  return result
}

function rowsByItem(
  table: AnnotationTable,
  kinds: AnswerKinds,
  { correlation, weights }: GradedFitOptions,
): Rows {
  const width = table.labels.length * GRADES.length
  const order = Int32Array.from(table.item.keys()).sort((a, b) => table.item[a]! - table.item[b]! || a - b)
  return {
    joint: order.map((n) => table.item[n]! * width),
    answer: order.map((n) => kinds.ofRow[n]! * width),
    weight: Float64Array.from(
      order,
      (n) => designWeight(table.perItem[table.item[n]!]!, correlation) * (weights?.[table.person[n]!] ?? 1),
    ),
  }
}

/** Everything a fit starts from: vote shares for the labels, gold where it is known. */
export function startWork(table: AnnotationTable, options: GradedFitOptions): Work {
  const classes = table.labels.length
  const people = table.people.length
  const shares = voteShares(table)
  const skill = new Float64Array(people * classes * classes)
  for (let n = 0; n < table.item.length; n++) {
    const gold = options.gold?.[table.item[n]!] ?? -1
    const to = table.person[n]! * classes * classes + table.label[n]!
    for (let k = 0; k < classes; k++) {
      const share = gold < 0 ? shares[table.item[n]! * classes + k]! : Number(gold === k)
      skill[to + k * classes]! += share
    }
  }
  const kinds = answerKinds(table)
  const cells = kinds.label.length * classes * GRADES.length
  return {
    table,
    kinds,
    rows: rowsByItem(table, kinds, options),
    options,
    shares,
    frequencies: labelFrequencies(table),
    skill,
    habit: new Float64Array(people * classes),
    logAnswer: new Float64Array(cells),
    bySkill: new Float64Array(cells),
    responsibility: new Float64Array(cells),
  }
}
