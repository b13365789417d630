// biome-ignore-all lint/style/noNonNullAssertion: flat array indices are in range by construction
import type { PersonCounts, ProjectPrior } from './graded-model.ts'
import { answerProbability, GRADE_SHARES, GRADES, writeConfusion, writeHabit } from './graded-model.ts'
import type { KnownAnswer, ProjectState } from './graded-posterior.ts'
import { defaultPower, itemJoint, itemPosterior, VIEWS } from './graded-posterior.ts'

/** A person nothing is known of, one entry per view. */
export function newPerson(classes: number): PersonCounts[] {
  return VIEWS.map(() => ({
    skill: new Array<number>(classes * classes).fill(0),
    habit: new Array<number>(classes).fill(0),
  }))
}

/** A project without any annotation: every class equally likely, most items easy. */
export function newProject(labels: readonly string[]): ProjectState {
  const prior: ProjectPrior = {
    labels,
    logPrior: labels.flatMap(() => GRADE_SHARES.map((share) => Math.log(share / labels.length))),
    frequencies: new Array<number>(labels.length).fill(1 / labels.length),
  }
  return { priors: VIEWS.map(() => prior), power: defaultPower(labels.length), voteShare: 0 }
}

function clamp(joint: Float64Array, truth: number): Float64Array {
  const kept = joint.map((p, c) => (Math.floor(c / GRADES.length) === truth ? p : 0))
  const sum = kept.reduce((a, b) => a + b, 0)
  return sum > 0 ? kept.map((p) => p / sum) : joint
}

function counted(
  prior: ProjectPrior,
  counts: PersonCounts,
  joint: Float64Array,
  label: number,
): PersonCounts {
  const classes = prior.labels.length
  const confusion = new Float64Array(classes * classes)
  const guess = new Float64Array(classes)
  writeConfusion(counts.skill, 0, classes, confusion, 0)
  writeHabit(counts.habit, 0, prior.frequencies, guess, 0)
  const skill = [...counts.skill]
  const habit = [...counts.habit]
  for (let c = 0; c < joint.length; c++) {
    const k = Math.floor(c / GRADES.length)
    const grade = GRADES[c % GRADES.length]!
    const entry = confusion[k * classes + label]!
    const bySkill = (grade * entry) / answerProbability(grade, entry, guess[label]!)
    skill[k * classes + label]! += joint[c]! * bySkill
    habit[label]! += joint[c]! * (1 - bySkill)
  }
  return { skill, habit }
}

export interface OnlineUpdate {
  /** Calibrated probability of each label of the item. */
  readonly posterior: readonly number[]
  /** The new state of the person who answered. */
  readonly person: readonly PersonCounts[]
}

/**
 * Take one more annotation into account: the item's posterior from all its answers (the new one last) and
 * the statistics of the person who gave it. `truth` is the label index on a gold item. The item's other
 * people keep their statistics until the next full refit; with the statistics of a refit, the posterior
 * equals the refit's. Source: incremental EM, Neal and Hinton 1998.
 */
export function takeAnswer(
  state: ProjectState,
  answers: readonly KnownAnswer[],
  truth?: number,
): OnlineUpdate {
  const last = answers.at(-1)
  if (!last) throw new RangeError('an update needs the new answer as the last of the answers')
  const person = state.priors.map((prior, view) => {
    const joint = itemJoint(state, view, answers)
    return counted(prior, last.counts[view]!, truth === undefined ? joint : clamp(joint, truth), last.label)
  })
  return { posterior: itemPosterior(state, answers), person }
}
