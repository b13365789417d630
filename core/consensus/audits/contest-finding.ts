import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { ItemId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { updateAudit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { lockItem } from '../../store/rounds.ts'
import { tellAuditors } from '../../store/tell-auditors.ts'
import { findingsAgainst } from '../../store/waiting-audits.ts'

/** Findings against one person that are looked through. */
const LOOKED_AT = 500

/** Longest reason, in characters. */
export const LONGEST_CONTEST = 300

/**
 * Contests what an audit found against an answer of one's own: nothing follows from it before the experts have looked
 * once more, with the reason before them. Free, and once for each audit.
 * @throws ExpectedError `finding.closed`
 */
export async function contestFinding(
  trx: Trx,
  clock: Clock,
  account: Account,
  { itemId, reason }: { itemId: ItemId; reason: string },
): Promise<void> {
  await lockItem(trx, itemId)
  const own = { personId: account.personId, now: clock.now(), limit: LOOKED_AT }
  const found = (await findingsAgainst(trx, own)).find((audit) => audit.itemId === itemId)
  if (!found) throw new ExpectedError('finding.closed', {})
  const contested = {
    ...found,
    state: 'contested',
    look: 2,
    contestUntil: null,
    contestedBy: account.id,
    contestReason: reason.slice(0, LONGEST_CONTEST),
  } as const
  await updateAudit(trx, contested, clock.now())
  await tellAuditors(trx, clock, { count: 1, key: `${found.id}:2` })
}
