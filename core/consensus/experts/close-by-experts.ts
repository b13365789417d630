import type { Clock } from '../../clock.ts'
import type { Project } from '../../projects/project.ts'
import { reviewAnswers } from '../../store/annotations.ts'
import type { Trx } from '../../store/database.ts'
import { closeCase } from '../../store/expert-cases.ts'
import { type Round, updateRound } from '../../store/rounds.ts'
import { decideReview } from '../decide-review.ts'
import type { AgreedRuling } from './agreed-ruling.ts'
import { tellRuling } from './tell-participants.ts'

interface AgreedItem {
  readonly round: Round
  readonly project: Project
  readonly agreed: AgreedRuling
}

/** Ends an item as its experts say: with their label, or undecided. The item must be locked. */
export async function closeByExperts(
  trx: Trx,
  clock: Clock,
  { round, project, agreed: { label } }: AgreedItem,
): Promise<void> {
  if (label === null) return await leaveUndecided(trx, clock, { round, project })
  const answers = await reviewAnswers(trx, round.itemId, round.number)
  await decideReview(trx, clock, { round, answers, label, project })
  await closeCase(trx, round.itemId, 'decided', clock.now())
  await tellRuling(trx, { round, project, label }, clock.now())
}

/** Ends an item without a label: nobody is asked any more. The item must be locked. */
export async function leaveUndecided(
  trx: Trx,
  clock: Clock,
  { round, project }: Omit<AgreedItem, 'agreed'>,
): Promise<void> {
  const now = clock.now()
  await updateRound(trx, { ...round, openSlots: 0, itemState: 'undecided' }, now)
  await closeCase(trx, round.itemId, 'undecided', now)
  await tellRuling(trx, { round, project, label: null }, now)
}
