import type { Ballot, Verdict } from '../ledger/verdict.ts'
import { verdictOf } from '../ledger/verdict.ts'
import { type PeersFile, thresholdBp } from '../projects/peers-terms.ts'
import { type Draw, VOTE, type VoteCode } from '../store/draws.ts'

const NAMES = {
  [VOTE.none]: 'none',
  [VOTE.approve]: 'approve',
  [VOTE.reject]: 'reject',
  [VOTE.unsure]: 'unsure',
}

/** The vote that a blind label is on the annotation it was drawn for. */
export function voteOn(annotatedLabel: string, ownLabel: string): VoteCode {
  return ownLabel === annotatedLabel ? VOTE.approve : VOTE.reject
}

/** What the ledger says of an item with these draws of one stage. A seat of somebody who may not vote counts
 * there as silent, so it is among the ballots here too. */
export function verdictOfDraws(
  draws: readonly Pick<Draw, 'code' | 'weight' | 'stage'>[],
  file: Pick<PeersFile, 'validation' | 'threshold'>,
): Verdict {
  const { minVotes, panelMinVotes } = file.validation
  const ballots: Ballot[] = draws.map(({ code, weight }) => ({ vote: NAMES[code], weight }) as Ballot)
  const panel = draws.some((draw) => draw.stage > 1)
  return verdictOf(ballots, { thresholdBp: thresholdBp(file), minVotes: panel ? panelMinVotes : minVotes })
}
