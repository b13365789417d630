// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { GradedFit } from './graded-fit.ts'
import type { PersonCounts, ProjectPrior } from './graded-model.ts'
import { answerProbability, GRADES, writeConfusion, writeHabit } from './graded-model.ts'
import { designWeight } from './graded-work.ts'
import { softmaxRows, temper } from './posterior.ts'

/**
 * The default belief is a mixture of two fits of one model: people's mistakes taken as independent given
 * the item's grade, and as correlated. Which is nearer the truth differs between projects and cannot be
 * seen without gold; the mixture keeps the gain of the first and hedges its overconfidence.
 */
export const VIEWS: readonly { readonly correlation: number; readonly share: number }[] = [
  { correlation: 0, share: 0.75 },
  { correlation: 0.2, share: 0.25 },
]

/** Labels beyond which mistakes are not assumed to coincide more: more were not seen in recorded data. */
const MOST_LABELS = 5

/**
 * Power that discounts what many people say of one item. The more labels there are, the more their mistakes
 * fall on the same neighbouring label, so the less each further annotation is worth. Fitted once on recorded
 * communities; gold refines it per project.
 */
export function defaultPower(classes: number): number {
  return (2 / Math.min(MOST_LABELS, Math.max(2, classes))) ** 0.75
}

/** The power for an item of `annotations` answers: a single answer has nothing to coincide with. */
export function itemPower(power: number, annotations: number): number {
  return power + (1 - power) / Math.max(1, annotations)
}

/** Belief about one gold item formed without its truth. */
export interface GoldEvidence {
  /** The mixture of the views, not yet tempered. */
  readonly mixed: readonly number[]
  /** Vote shares. */
  readonly votes: readonly number[]
  readonly annotations: number
  /** Label index. */
  readonly truth: number
}

/** One answer with what is known of the person who gave it, one entry per view. */
export interface KnownAnswer {
  readonly label: number
  readonly counts: readonly PersonCounts[]
  /** Weight of the person's answers, 0..1. */
  readonly weight?: number
}

/** What the posterior of any item of a project needs besides its answers. Plain and serialisable. */
export interface ProjectState {
  readonly priors: readonly ProjectPrior[]
  /** See `defaultPower`; refined by gold. */
  readonly power: number
  /** Share of the plain vote in the stated posterior; above zero only where gold calls for it. */
  readonly voteShare: number
}

function addAnswer(joint: Float64Array, prior: ProjectPrior, counts: PersonCounts, label: number, w: number) {
  const classes = prior.labels.length
  const confusion = new Float64Array(classes * classes)
  const habit = new Float64Array(classes)
  writeConfusion(counts.skill, 0, classes, confusion, 0)
  writeHabit(counts.habit, 0, prior.frequencies, habit, 0)
  for (let c = 0; c < joint.length; c++) {
    const k = Math.floor(c / GRADES.length)
    const grade = GRADES[c % GRADES.length]!
    joint[c]! += w * Math.log(answerProbability(grade, confusion[k * classes + label]!, habit[label]!))
  }
}

/** Probability of each (class, grade) of one item in one view. */
export function itemJoint(state: ProjectState, view: number, answers: readonly KnownAnswer[]): Float64Array {
  const prior = state.priors[view]!
  const joint = Float64Array.from(prior.logPrior)
  const weight = designWeight(answers.length, VIEWS[view]!.correlation)
  for (const answer of answers) {
    addAnswer(joint, prior, answer.counts[view]!, answer.label, weight * (answer.weight ?? 1))
  }
  softmaxRows(joint, joint.length)
  return joint
}

/** Sum a joint over grades into `into`, scaled by `share`. */
function addClasses(joint: ArrayLike<number>, from: number, share: number, into: number[]): void {
  for (let k = 0; k < into.length; k++) {
    for (let m = 0; m < GRADES.length; m++) into[k]! += share * joint[from + k * GRADES.length + m]!
  }
}

/** The mixture of the views for one row of fitted joints, not yet tempered. */
export function mixViews(fits: readonly GradedFit[], item: number, classes: number): number[] {
  const mixed = new Array<number>(classes).fill(0)
  for (const [view, { share }] of VIEWS.entries()) {
    addClasses(fits[view]!.joint, item * classes * GRADES.length, share, mixed)
  }
  return mixed
}

/** The stated posterior: tempered, and mixed with the vote shares where gold asked for it. */
export function statePosterior(
  { mixed, votes, annotations }: Omit<GoldEvidence, 'truth'>,
  state: ProjectState,
): number[] {
  const tempered = temper(mixed, itemPower(state.power, annotations))
  return tempered.map((p, k) => (1 - state.voteShare) * p + state.voteShare * (votes[k] ?? 0))
}

/**
 * Posterior of one item from its answers, what is known of the people and the project: the same numbers as
 * a full refit would give for these parameters. Label probabilities in the order of the project's labels.
 */
export function itemPosterior(state: ProjectState, answers: readonly KnownAnswer[]): number[] {
  const classes = state.priors[0]!.labels.length
  const mixed = new Array<number>(classes).fill(0)
  for (const [view, { share }] of VIEWS.entries()) {
    addClasses(itemJoint(state, view, answers), 0, share, mixed)
  }
  const votes = new Array<number>(classes).fill(answers.length === 0 ? 1 / classes : 0)
  for (const answer of answers) votes[answer.label]! += 1 / answers.length
  return statePosterior({ mixed, votes, annotations: answers.length }, state)
}
