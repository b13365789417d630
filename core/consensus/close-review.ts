import type { Clock } from '../clock.ts'
import type { ItemId } from '../ids.ts'
import { roundsOf } from '../projects/item-cost.ts'
import type { Project } from '../projects/project.ts'
import { type ReviewAnswer, reviewAnswers } from '../store/annotations.ts'
import type { Trx } from '../store/database.ts'
import { findRound, restartRound, startNextRound, updateRound } from '../store/rounds.ts'
import { decideReview } from './decide-review.ts'
import { decideRound } from './decide-round.ts'
import { closeByExperts, leaveUndecided } from './experts/close-by-experts.ts'
import { readAgreement } from './experts/read-agreement.ts'
import { keepForResubmission } from './keep-for-resubmission.ts'

/** How the ledger ended a round: by supermajority or experts; with everybody paid, since nobody can be said to be wrong
 * (unclear); without a verdict (void); because the operators were late (expired); or before it began, since the
 * annotator's stake could not be locked (skipped). */
export type LedgerOutcome = 'accepted' | 'rejected' | 'unclear' | 'void' | 'expired' | 'skipped'

/**
 * What becomes of an item whose round the ledger ended. Accepted: the annotation's label is the decision. Rejected:
 * the label that a supermajority of everybody who labeled the item gave, if there is one; otherwise the item is
 * annotated once more, and after that waits for an expert, as it does without a verdict. Unclear: it is left
 * undecided. What experts agreed on comes before all of this. Skipped: the annotation counts
 * no longer, and the round begins anew. The item must be locked.
 */
export async function closeReview(
  trx: Trx,
  clock: Clock,
  project: Project,
  { itemId, outcome }: { itemId: ItemId; outcome: LedgerOutcome },
): Promise<void> {
  const round = await findRound(trx, itemId)
  if (round.itemState !== 'review' && round.itemState !== 'expert') return
  if (outcome === 'skipped') return await restartRound(trx, round)
  const isUnclear = outcome === 'unclear'
  if (round.itemState === 'expert') {
    const { agreed: ruled } = await readAgreement(trx, itemId, round.number)
    if (ruled) return await closeByExperts(trx, clock, { round, project, agreed: ruled, isUnclear })
  }
  if (isUnclear) return await leaveUndecided(trx, clock, { round, project, isUnclear })
  const answers = await reviewAnswers(trx, itemId, round.number)
  const label =
    outcome === 'accepted' ? annotationOf(answers) : outcome === 'rejected' ? agreed(answers, project) : null
  if (label !== null) return await decideReview(trx, clock, { round, answers, label, project })
  if (outcome === 'void' || round.number >= roundsOf(project.definition)) {
    return await updateRound(trx, { ...round, openSlots: 0, itemState: 'expert' })
  }
  await startNextRound(trx, round)
  if (outcome === 'rejected')
    await keepForResubmission(trx, clock, project, { itemId, answers, ended: round.number })
}

function annotationOf(answers: readonly ReviewAnswer[]): string | null {
  return answers.find((answer) => answer.role === 'annotator')?.label ?? null
}

/** The label of a supermajority of annotator and validators, or null. */
function agreed(answers: readonly ReviewAnswer[], { definition }: Project): string | null {
  const labels = answers.map((answer) => answer.label)
  const { minVotes, draws } = definition.validation
  const rule = { redundancy: 1 + minVotes, maxRedundancy: 1 + draws, threshold: definition.threshold }
  const outcome = decideRound(labels, rule)
  return outcome.kind === 'decided' ? outcome.label : null
}
