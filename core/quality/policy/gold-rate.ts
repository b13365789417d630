import { type Reputation, reputationOf } from '../belief/reputation.ts'

/** One in five for whom nothing is known of, one in fifty for whom all is: people change, too. */
const MOST = 0.2
const LEAST = 0.02

const NEWCOMER = reputationOf({ right: 0, wrong: 0 }).uncertainty

/**
 * The share of a person's items that are gold: in proportion to the variance of what is known of their accuracy,
 * which is also what one more known answer can take away of it, to first order. Pure.
 */
export function goldRate({ uncertainty }: Reputation): number {
  return Math.min(MOST, Math.max(LEAST, MOST * (uncertainty / NEWCOMER) ** 2))
}
