import type { Clock } from '../../clock.ts'
import type { Project } from '../../projects/project.ts'
import { reviewAnswers } from '../../store/annotations.ts'
import type { Trx } from '../../store/database.ts'
import { closeCase, UNCLEAR } from '../../store/expert-cases.ts'
import { type Round, updateRound } from '../../store/rounds.ts'
import { decideReview } from '../decide-review.ts'
import type { AgreedRuling } from './agreed-ruling.ts'
import { tellRuling } from './tell-participants.ts'

interface AgreedItem {
  readonly round: Round
  readonly project: Project
  readonly agreed: AgreedRuling
  /** Whether the ledger paid everybody, since nobody is wrong. */
  readonly isUnclear?: boolean
}

/** Ends an item as its experts say: with their label, or undecided. The item must be locked. */
export async function closeByExperts(
  trx: Trx,
  clock: Clock,
  { round, project, agreed: { label }, isUnclear = false }: AgreedItem,
): Promise<void> {
  if (label === null || label === UNCLEAR)
    return await leaveUndecided(trx, clock, { round, project, agreed: label, isUnclear })
  const answers = await reviewAnswers(trx, round.itemId, round.number)
  await decideReview(trx, clock, { round, answers, label, project })
  await closeCase(trx, round.itemId, 'decided', clock.now())
  await tellRuling(trx, { round, project, label }, clock.now())
}

interface UndecidedItem extends Pick<AgreedItem, 'round' | 'project' | 'isUnclear'> {
  /** What the experts agree on; left out when they are silent. */
  readonly agreed?: null | typeof UNCLEAR
}

/** Ends an item without a label: nobody is asked any more. The item must be locked. */
export async function leaveUndecided(
  trx: Trx,
  clock: Clock,
  { round, project, agreed, isUnclear = false }: UndecidedItem,
): Promise<void> {
  const now = clock.now()
  await updateRound(trx, { ...round, openSlots: 0, itemState: 'undecided' }, now)
  await closeCase(trx, round.itemId, 'undecided', now)
  await tellRuling(trx, { round, project, label: agreed, isUnclear }, now)
}
