import { GRADES } from '../graded-model.ts'
import { itemPosterior, type KnownAnswer, type ProjectState } from '../graded-posterior.ts'

/**
 * Share of known answers that are wrong before anybody contradicts them: the mean over ten much used test sets.
 * Source: C. Northcutt, A. Athalye, J. Mueller, "Pervasive Label Errors in Test Sets Destabilize Machine
 * Learning Benchmarks", NeurIPS 2021 Datasets and Benchmarks (3.3 %).
 */
const WRONG_SHARE = 0.033

/** How a gold item looks after people have answered it. */
export interface GoldDoubt {
  /** Probability that its label is right. */
  readonly right: number
  /** The most probable of the other labels, and its probability. */
  readonly likely: number
  readonly likelyProbability: number
}

/**
 * What the answers to a gold item say of its label: the posterior of the label under what is known of the people
 * who gave them and of how hard items are, starting from how often known answers are wrong. Labels are numbers
 * in the order of the project's.
 */
export function goldDoubt(
  state: ProjectState,
  goldLabel: number,
  answers: readonly KnownAnswer[],
): GoldDoubt {
  const posterior = itemPosterior(expecting(state, goldLabel), answers)
  const others = posterior.map((p, label) => (label === goldLabel ? -1 : p))
  const likelyProbability = Math.max(...others)
  return {
    right: posterior[goldLabel] ?? 0,
    likely: others.indexOf(likelyProbability),
    likelyProbability,
  }
}

/** The same project with this label expected of the item, each label's grades of difficulty as they were. */
function expecting(state: ProjectState, goldLabel: number): ProjectState {
  return {
    ...state,
    priors: state.priors.map((prior) => {
      const classes = prior.labels.length
      const logPrior = prior.logPrior.map((_, cell) => {
        const label = Math.floor(cell / GRADES.length)
        const expected = label === goldLabel ? 1 - WRONG_SHARE : WRONG_SHARE / (classes - 1)
        return (prior.logPrior[cell] ?? 0) - logSum(prior.logPrior, label) + Math.log(expected)
      })
      return { ...prior, logPrior }
    }),
  }
}

/** Log probability of a label over all its grades. */
function logSum(logPrior: readonly number[], label: number): number {
  const cells = logPrior.slice(label * GRADES.length, (label + 1) * GRADES.length)
  const highest = Math.max(...cells)
  return highest + Math.log(cells.reduce((sum, cell) => sum + Math.exp(cell - highest), 0))
}
