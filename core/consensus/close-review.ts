import type { Clock } from '../clock.ts'
import { type DecisionId, type ItemId, newId } from '../ids.ts'
import { familyOf } from '../projects/family-of.ts'
import { MAX_ROUNDS } from '../projects/item-cost.ts'
import type { Project } from '../projects/project.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { readItemBelief } from '../quality/belief/read-item-belief.ts'
import { judgeRound } from '../quality/standing/judge-round.ts'
import { type ReviewAnswer, reviewAnswers } from '../store/annotations.ts'
import type { Trx } from '../store/database.ts'
import { insertDecision } from '../store/decisions.ts'
import { findRound, type Round, restartRound, startNextRound, updateRound } from '../store/rounds.ts'
import { decideRound } from './decide-round.ts'

/** How the ledger ended a round: by supermajority; without a verdict (void); because the operators were late
 * (expired); or before it began, since the annotator's stake could not be locked (skipped). */
export type LedgerOutcome = 'accepted' | 'rejected' | 'void' | 'expired' | 'skipped'

/**
 * What becomes of an item whose round the ledger ended. Accepted: the annotation's label is the decision. Rejected:
 * the label that a supermajority of everybody who labeled the item gave, if there is one; otherwise the item is
 * annotated once more, and after that waits for an expert, as it does without a verdict. Skipped: the annotation counts
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
  const answers = await reviewAnswers(trx, itemId, round.number)
  const label =
    outcome === 'accepted' ? annotationOf(answers) : outcome === 'rejected' ? agreed(answers, project) : null
  if (label !== null) return await decide(trx, clock, { round, answers, label, project })
  if (outcome === 'void' || round.number >= MAX_ROUNDS) {
    return await updateRound(trx, { ...round, openSlots: 0, itemState: 'expert' })
  }
  await startNextRound(trx, round)
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

interface Verdict {
  readonly round: Round
  readonly answers: readonly ReviewAnswer[]
  readonly label: string
  readonly project: Project
}

async function decide(
  trx: Trx,
  clock: Clock,
  { round, answers, label, project: { definition } }: Verdict,
): Promise<void> {
  const { itemId, projectId, number } = round
  const decidedAt = clock.now()
  await updateRound(trx, { ...round, openSlots: 0, itemState: 'decided' }, decidedAt)
  const agree = answers.filter((answer) => answer.label === label).length
  const decision = { id: newId<DecisionId>(), projectId, itemId, round: number, label, agree }
  const labels = labelNames(definition)
  const { byAnswers } = await readItemBelief(trx, { itemId, projectId, labels })
  const belief = byAnswers[labels.indexOf(label)] ?? 0
  await insertDecision(trx, { ...decision, total: answers.length, belief, decidedAt })
  await judgeRound(trx, { family: familyOf(definition), annotations: answers, decidedLabel: label, belief })
}
