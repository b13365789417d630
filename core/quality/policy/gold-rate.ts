import { type Reputation, reputationOf } from '../belief/reputation.ts'

/** One in ten for somebody nothing is known of, who also learns by it; one in fifty for whoever is known best:
 * people change, too. Gold yields no label, and decisions teach about people as well, if less surely. */
const MOST = 0.1
const LEAST = 0.02

const NEWCOMER = reputationOf({ right: 0, wrong: 0 }).uncertainty

/**
 * The share of a person's items that are gold: in proportion to the variance of what is known of their accuracy,
 * which is also what one more known answer can take away of it, to first order. Pure.
 */
export function goldRate({ uncertainty }: Reputation): number {
  return Math.min(MOST, Math.max(LEAST, MOST * (uncertainty / NEWCOMER) ** 2))
}
