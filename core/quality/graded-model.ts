// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
/**
 * Dawid-Skene confusion matrices over items of graded difficulty.
 *
 * Each item has a hidden class and a hidden grade. On an item of grade g a person answers with their own
 * skill (a confusion matrix) with probability g, else guesses from their own habit (a distribution over
 * labels, whatever the class). Grades are shared by all who answer the item, which is what makes people's
 * mistakes coincide; a plain confusion-matrix model takes such coincidence for evidence.
 *
 * Sources: confusion matrices: Dawid and Skene 1979; item difficulty: Whitehill et al. (GLAD), NIPS 2009;
 * skill or guess: Hovy et al. (MACE), NAACL 2013; several kinds of item per class: Li, Rubinstein and Cohn
 * (EBCC), ICML 2019; priors centred on a one-coin person: Kim and Ghahramani (IBCC), AISTATS 2012.
 */

/** Probability of answering by skill on an item of each grade, from easy to hopeless. */
export const GRADES: readonly number[] = [1, 0.75, 0.5, 0.25, 0]

/** Pseudo-counts. One setting for every project: they state how people are before anything is known. */
export const PRIOR = {
  /** Accuracy expected of an unknown person on an easy item, whatever the number of labels. */
  accuracy: 0.8,
  /** Weight, in annotations, of a person's one-coin accuracy on each row of their confusion matrix... */
  row: 4,
  /** ...and for each label above five: rows with many cells need more evidence to be believed. */
  rowPerLabel: 2,
  /** Annotations after which a person's own accuracy outweighs the expected one. */
  coin: 20,
  /** Weight of the project's label frequencies on a person's guessing habit. */
  habit: 10,
  /** Items of each grade assumed in each class. */
  grade: 3,
  /** Weight of the label frequencies on the class frequencies. */
  frequency: 2,
} as const

/** What is known of one person: expected counts of answers by skill and by habit. Plain and serialisable. */
export interface PersonCounts {
  /** Answers by skill, [true label][chosen label] flattened. */
  readonly skill: readonly number[]
  /** Answers by habit, per chosen label. */
  readonly habit: readonly number[]
}

/** What the project knows besides people. Plain and serialisable. */
export interface ProjectPrior {
  readonly labels: readonly string[]
  /** Log probability of each (class, grade), classes x grades flattened. */
  readonly logPrior: readonly number[]
  /** Share of each label among all annotations. */
  readonly frequencies: readonly number[]
}

function rowWeight(classes: number): number {
  return PRIOR.row + PRIOR.rowPerLabel * Math.max(0, classes - 5)
}

/** Shares of the grades assumed before a project has data: the mean over recorded communities. */
export const GRADE_SHARES: readonly number[] = [0.74, 0.08, 0.06, 0.05, 0.07]

/** Numbers that multiply right and wrong answers to turn the expected person into this one. */
function coinFactors(skill: ArrayLike<number>, at: number, classes: number): [number, number] {
  let right = 0
  let all = 0
  for (let k = 0; k < classes; k++) {
    right += skill[at + k * classes + k]!
    for (let l = 0; l < classes; l++) all += skill[at + k * classes + l]!
  }
  const expected = all * PRIOR.accuracy
  const half = PRIOR.coin / 2
  return [(right + half) / (expected + half), (all - right + half) / (all - expected + half)]
}

/**
 * A person's confusion matrix (true x chosen): their counts, shrunk towards the matrix of a person with the
 * same overall accuracy, itself shrunk towards the expected accuracy. `at` is where the person's counts
 * start in `skill`; the result is written to `into` from `to`.
 */
export function writeConfusion(
  skill: ArrayLike<number>,
  at: number,
  classes: number,
  into: Float64Array,
  to: number,
): void {
  const [right, wrong] = coinFactors(skill, at, classes)
  const diagonal = PRIOR.accuracy * right
  const other = ((1 - PRIOR.accuracy) / Math.max(1, classes - 1)) * wrong
  const row = rowWeight(classes)
  const scale = row / (diagonal + other * (classes - 1))
  for (let k = 0; k < classes; k++) {
    let sum = row
    for (let l = 0; l < classes; l++) sum += skill[at + k * classes + l]!
    for (let l = 0; l < classes; l++) {
      const count = skill[at + k * classes + l]! + scale * (k === l ? diagonal : other)
      into[to + k * classes + l] = count / sum
    }
  }
}

/** A person's distribution over labels when guessing, written to `into` from `to`. */
export function writeHabit(
  habit: ArrayLike<number>,
  at: number,
  frequencies: ArrayLike<number>,
  into: Float64Array,
  to: number,
): void {
  let sum = PRIOR.habit
  for (let l = 0; l < frequencies.length; l++) sum += habit[at + l]!
  for (let l = 0; l < frequencies.length; l++) {
    into[to + l] = (habit[at + l]! + PRIOR.habit * frequencies[l]!) / sum
  }
}

/** Probability that a person with this confusion entry and habit entry gives the answer at a grade. */
export function answerProbability(grade: number, confusion: number, habit: number): number {
  return Math.max(1e-12, grade * confusion + (1 - grade) * habit)
}
