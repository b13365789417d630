import type { Clock } from '../clock.ts'
import { type DecisionId, newId } from '../ids.ts'
import { familyOf } from '../projects/family-of.ts'
import type { Project } from '../projects/project.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { readItemBelief } from '../quality/belief/read-item-belief.ts'
import { judgeRound } from '../quality/standing/judge-round.ts'
import type { ReviewAnswer } from '../store/annotations.ts'
import type { Trx } from '../store/database.ts'
import { insertDecision } from '../store/decisions.ts'
import { type Round, updateRound } from '../store/rounds.ts'

interface Verdict {
  readonly round: Round
  readonly answers: readonly ReviewAnswer[]
  readonly label: string
  readonly project: Project
}

/** Decides an item with a label, and judges everybody who answered it by that. The item must be locked. */
export async function decideReview(
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
