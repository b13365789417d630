import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { ItemId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { loadProject } from '../../projects/load-project.ts'
import { personsOfItem } from '../../store/assignments.ts'
import type { Trx } from '../../store/database.ts'
import {
  isBeforeExperts,
  mayBeUnclear,
  putRuling,
  type RuledLabel,
  UNCLEAR,
} from '../../store/expert-cases.ts'
import { findRound, lockItem } from '../../store/rounds.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { checkLabel } from './check-label.ts'
import { closeByExperts } from './close-by-experts.ts'
import { type Agreement, readAgreement } from './read-agreement.ts'

export interface RulingInput {
  readonly itemId: ItemId
  readonly label: RuledLabel
  readonly reason: string
}

/** Longest reason, in characters. */
export const LONGEST_REASON = 300

/**
 * Takes an expert's ruling. Once enough experts say the same the item is decided, at once or, where the ledger still
 * waits for them, with their verdict there.
 * @throws ExpectedError `expert.closed`, `expert.tookPart`, `expert.notUnclear`, `task.unknownLabel`
 */
export async function ruleItem(
  trx: Trx,
  clock: Clock,
  account: Account,
  { itemId, label, reason }: RulingInput,
): Promise<Agreement> {
  await lockItem(trx, itemId)
  const round = await findRound(trx, itemId)
  if (round.itemState !== 'expert') throw new ExpectedError('expert.closed', {})
  if ((await personsOfItem(trx, itemId)).includes(account.personId)) {
    throw new ExpectedError('expert.tookPart', {})
  }
  const project = loadProject(await projectOfTap(trx, round.projectId))
  if (label !== UNCLEAR) checkLabel(project, label)
  else if (!(await mayBeUnclear(trx, itemId))) throw new ExpectedError('expert.notUnclear', {})
  await putRuling(trx, {
    itemId,
    round: round.number,
    personId: account.personId,
    accountId: account.id,
    label,
    reason: reason.slice(0, LONGEST_REASON),
    ruledAt: clock.now(),
  })
  const agreement = await readAgreement(trx, itemId, round.number)
  if (agreement.agreed && !(await isBeforeExperts(trx, itemId))) {
    await closeByExperts(trx, clock, { round, project, agreed: agreement.agreed })
  }
  return agreement
}
