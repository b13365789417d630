// biome-ignore-all lint/style/noNonNullAssertion: flat array indices are in range by construction
import { GRADES, type PersonCounts, type ProjectPrior, writeConfusion, writeHabit } from '../graded-model.ts'
import { type ProjectState, VIEWS } from '../graded-posterior.ts'

/**
 * The probability of each answer of a person where each label is true ([true][chosen] flattened), on an item
 * as difficult as the project's usually are. `counts` is what is known of the person, one entry per view.
 */
export function answerMatrix(state: ProjectState, counts: readonly PersonCounts[]): Float64Array {
  const classes = state.priors[0]!.labels.length
  const matrix = new Float64Array(classes * classes)
  for (const [view, { share }] of VIEWS.entries()) {
    addView(state.priors[view]!, counts[view]!, share, matrix)
  }
  return matrix
}

function addView(prior: ProjectPrior, counts: PersonCounts, share: number, into: Float64Array): void {
  const classes = prior.labels.length
  const confusion = new Float64Array(classes * classes)
  const habit = new Float64Array(classes)
  writeConfusion(counts.skill, 0, classes, confusion, 0)
  writeHabit(counts.habit, 0, prior.frequencies, habit, 0)
  for (let k = 0; k < classes; k++) {
    const bySkill = skillShare(prior, k)
    for (let l = 0; l < classes; l++) {
      into[k * classes + l]! += share * (bySkill * confusion[k * classes + l]! + (1 - bySkill) * habit[l]!)
    }
  }
}

/** How often items of a class are answered by skill: the mean of their grades. */
function skillShare({ logPrior }: ProjectPrior, label: number): number {
  let mean = 0
  let all = 0
  for (const [grade, value] of GRADES.entries()) {
    const probability = Math.exp(logPrior[label * GRADES.length + grade]!)
    mean += probability * value
    all += probability
  }
  return mean / all
}
