// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { AnnotationTable } from './annotation-table.ts'
import { answerProbability, GRADES, PRIOR, writeConfusion, writeHabit } from './graded-model.ts'
import { type GradedFitOptions, startWork, type Work } from './graded-work.ts'
import { softmaxRows } from './posterior.ts'

/** All arrays are typed and flat; C = classes x grades, indexed class-major. */
export interface GradedFit {
  /** Items x C. */
  readonly joint: Float64Array
  /** People x true x chosen: expected answers by skill. */
  readonly skill: Float64Array
  /** People x chosen: expected answers by habit. */
  readonly habit: Float64Array
  readonly logPrior: Float64Array
  readonly frequencies: Float64Array
  readonly iterations: number
  /** Log likelihood before each iteration; rises but for what the priors take back. */
  readonly logLikelihood: readonly number[]
}

const MAX_ITERATIONS = 90
const TOLERANCE = 3e-3
/** Settled when no more than this share of the items still moves. */
const MOVING_SHARE = 1e-3

/** Refresh each person's answer probabilities from their counts. */
function describePeople(work: Work): void {
  const { kinds, logAnswer, bySkill } = work
  const classes = work.table.labels.length
  const confusion = new Float64Array(classes * classes)
  const habit = new Float64Array(classes)
  let cell = 0
  for (const [kind, l] of kinds.label.entries()) {
    const person = kinds.person[kind]!
    if (person !== kinds.person[kind - 1]) {
      writeConfusion(work.skill, person * classes * classes, classes, confusion, 0)
      writeHabit(work.habit, person * classes, work.frequencies, habit, 0)
    }
    for (let k = 0; k < classes; k++) {
      for (const grade of GRADES) {
        const p = answerProbability(grade, confusion[k * classes + l]!, habit[l]!)
        logAnswer[cell] = Math.log(p)
        bySkill[cell] = (grade * confusion[k * classes + l]!) / p
        cell++
      }
    }
  }
}

/**
 * Class frequencies from the joint and from the labels given. Labels are counted over all annotations, not per
 * item: where items stop being asked about once their label looks sure, only the former is unbiased (Wald's
 * equation, Annals of Mathematical Statistics 15, 1944); the latter would favour whatever label it favours.
 */
function logPriorOf(work: Work, joint: Float64Array): Float64Array {
  const grades = GRADES.length
  const classes = work.table.labels.length
  const items = work.table.items.length
  const counts = new Float64Array(classes * grades)
  for (let row = 0; row < joint.length; row += counts.length) {
    for (let c = 0; c < counts.length; c++) counts[c]! += joint[row + c]!
  }
  const votes = new Float64Array(classes).fill(1)
  for (let k = 0; k < classes; k++) votes[k]! += PRIOR.frequency * items * work.frequencies[k]!
  const total = items * (1 + PRIOR.frequency) + classes
  return counts.map((count, c) => {
    const k = Math.floor(c / grades)
    let inClass = 0
    for (let m = 0; m < grades; m++) inClass += counts[k * grades + m]!
    const grade = (count + PRIOR.grade) / (inClass + PRIOR.grade * grades)
    return Math.log((inClass + votes[k]!) / total) + Math.log(grade)
  })
}

function clampGold(joint: Float64Array, gold: Int32Array, width: number): void {
  const grades = GRADES.length
  for (let item = 0; item < gold.length; item++) {
    const truth = gold[item]!
    if (truth < 0) continue
    for (let c = 0; c < width; c++) {
      if (Math.floor(c / grades) !== truth) joint[item * width + c] = Number.NEGATIVE_INFINITY
    }
  }
}

/** Forms the joint anew; returns the log likelihood of all answers under the present counts. */
function expectation(work: Work, logPrior: Float64Array, joint: Float64Array): number {
  const { options, logAnswer, rows } = work
  const width = logPrior.length
  for (let p = 0; p < joint.length; p += width) joint.set(logPrior, p)
  for (let n = 0; n < rows.weight.length; n++) {
    const from = rows.answer[n]!
    const to = rows.joint[n]!
    const weight = rows.weight[n]!
    for (let c = 0; c < width; c++) joint[to + c]! += weight * logAnswer[from + c]!
  }
  if (options.gold) clampGold(joint, options.gold, width)
  return softmaxRows(joint, width)
}

/** Expected counts of answers by skill and by habit, per person. */
function recount(work: Work, joint: Float64Array, width: number): void {
  const { table, kinds, responsibility, rows } = work
  const classes = table.labels.length
  responsibility.fill(0)
  for (let n = 0; n < rows.weight.length; n++) {
    const from = rows.joint[n]!
    const to = rows.answer[n]!
    for (let c = 0; c < width; c++) responsibility[to + c]! += joint[from + c]!
  }
  work.skill.fill(0)
  work.habit.fill(0)
  for (let cell = 0; cell < responsibility.length; cell++) {
    const kind = Math.floor(cell / width)
    const person = kinds.person[kind]!
    const label = kinds.label[kind]!
    const k = Math.floor((cell % width) / GRADES.length)
    const bySkill = responsibility[cell]! * work.bySkill[cell]!
    work.skill[(person * classes + k) * classes + label]! += bySkill
    work.habit[person * classes + label]! += responsibility[cell]! - bySkill
  }
}

/** Items of which some probability moved by more than the tolerance. */
function movingItems(a: Float64Array, b: Float64Array, width: number): number {
  let moving = 0
  for (let row = 0; row < a.length; row += width) {
    for (let c = row; c < row + width; c++) {
      if (Math.abs(a[c]! - b[c]!) > TOLERANCE) {
        moving++
        break
      }
    }
  }
  return moving
}

/** Vote shares spread evenly over the grades: where the iteration starts. */
function initialJoint(shares: Float64Array): Float64Array {
  return Float64Array.from(
    { length: shares.length * GRADES.length },
    (_, p) => shares[Math.floor(p / GRADES.length)]! / GRADES.length,
  )
}

/** Fit the graded model by expectation maximisation with the priors of `graded-model.ts`. Deterministic. */
export function fitGraded(table: AnnotationTable, options: GradedFitOptions): GradedFit {
  const work = startWork(table, options)
  const width = table.labels.length * GRADES.length
  let joint: Float64Array = initialJoint(work.shares)
  let next: Float64Array = new Float64Array(joint.length)
  let logPrior = logPriorOf(work, joint)
  let iterations = 0
  const settled = Math.floor(MOVING_SHARE * table.items.length)
  const logLikelihood: number[] = []
  let moving = Number.POSITIVE_INFINITY
  for (; moving > settled && iterations < MAX_ITERATIONS; iterations++) {
    describePeople(work)
    logPrior = logPriorOf(work, joint)
    logLikelihood.push(expectation(work, logPrior, next))
    moving = movingItems(joint, next, width)
    ;[joint, next] = [next, joint]
    recount(work, joint, width)
  }
  const { skill, habit, frequencies } = work
  return { joint, skill, habit, logPrior, frequencies, iterations, logLikelihood }
}
