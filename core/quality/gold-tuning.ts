import type { GoldEvidence } from './graded-posterior.ts'
import { itemPower } from './graded-posterior.ts'

/** How the posterior is stated: see `ProjectState`. */
export interface Statement {
  readonly power: number
  readonly voteShare: number
}

/** Standard deviation, in natural logs, of how far a project's power strays from the default. */
const POWER_SPREAD = 0.4
/** Gold items' worth of prior evidence that the model beats the plain vote. */
const MODEL_TRUST = 4
const POWERS = Array.from({ length: 31 }, (_, n) => 0.15 * 1.1 ** n)
const SHARES = Array.from({ length: 10 }, (_, n) => n / 10)

function logScore(evidence: readonly GoldEvidence[], power: number, share: number): number {
  let score = 0
  for (const { mixed, votes, truth, annotations } of evidence) {
    const own = itemPower(power, annotations)
    let sum = 0
    for (const p of mixed) sum += p ** own
    const model = (mixed[truth] ?? 0) ** own / sum
    score += Math.log(Math.max(1e-4, (1 - share) * model + share * (votes[truth] ?? 0)))
  }
  return score
}

/**
 * Choose how to state posteriors from gold: the power that makes stated probabilities fit the truth, and the
 * share of the plain vote where the model does worse than it. Maximum a posteriori on a grid, with priors at
 * the default power and at no vote, so that little gold changes little. Gold must not have been shown to the
 * model that formed the evidence.
 * Sources: temperature scaling, Guo et al., ICML 2017; stacking, Yao et al., Bayesian Analysis 13(3), 2018.
 */
export function tuneStatement(evidence: readonly GoldEvidence[], defaultPower: number): Statement {
  let best: Statement = { power: defaultPower, voteShare: 0 }
  let highest = logScore(evidence, defaultPower, 0)
  for (const power of POWERS) {
    const stray = Math.log(power / defaultPower) / POWER_SPREAD
    for (const voteShare of SHARES) {
      const prior = MODEL_TRUST * Math.log(1 - voteShare) - (stray * stray) / 2
      const score = logScore(evidence, power, voteShare) + prior
      if (score > highest) {
        highest = score
        best = { power, voteShare }
      }
    }
  }
  return best
}
