import type { Vote } from './packed-bytes.ts'

/** What peers say of an annotation; `open` when they did not reach a supermajority. */
export type Verdict = 'accepted' | 'rejected' | 'open'

/** A vote that may count, with the weight of the seat it came from. */
export interface Ballot {
  readonly vote: Vote
  readonly weight: number
}

export interface VerdictRule {
  /** Share of the weight a side needs, in hundredths of a percent. */
  readonly thresholdBp: number
  /** Heads for either side without which an item stays open. */
  readonly minVotes: number
}

/** An item is never decided by one head, however few validators there are. */
const LEAST_HEADS = 2
const ALL_BP = 10_000

/**
 * The verdict of two keys: a side wins iff it has more heads than the other and its share of the weight reaches the
 * threshold, once enough heads took a side. The head key stops one heavy validator from outvoting two light ones.
 * `ballots` holds one entry for each ELIGIBLE drawn seat, silent ones too: with fewer of them than `minVotes` all
 * must have taken a side.
 */
export function verdictOf(ballots: readonly Ballot[], rule: VerdictRule): Verdict {
  const approve = sideOf(ballots, 'approve')
  const reject = sideOf(ballots, 'reject')
  const needed = Math.max(LEAST_HEADS, Math.min(rule.minVotes, ballots.length))
  if (approve.heads + reject.heads < needed) return 'open'
  const total = approve.weight + reject.weight
  const wins = (side: Side, other: Side) =>
    side.heads > other.heads && side.weight * ALL_BP >= rule.thresholdBp * total
  if (wins(approve, reject)) return 'accepted'
  return wins(reject, approve) ? 'rejected' : 'open'
}

interface Side {
  readonly heads: number
  readonly weight: number
}

function sideOf(ballots: readonly Ballot[], side: Vote): Side {
  const cast = ballots.filter(({ vote }) => vote === side)
  return { heads: cast.length, weight: cast.reduce((sum, { weight }) => sum + weight, 0) }
}
