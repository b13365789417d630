import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { type AppealId, type ItemId, newId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { type Appeal, countAppeals } from '../../store/appeals.ts'
import type { Trx } from '../../store/database.ts'
import { ownContestable } from './own-contestable.ts'

/** Longest reason, in characters. */
export const LONGEST_APPEAL = 300

/**
 * The appeal that a person could file now against the verdict on an item; nothing is stored. Its bond is what the
 * court will hold; a person's first appeal costs nothing even when it is lost.
 * @throws ExpectedError `appeal.closed`, `appeal.already`
 */
export async function planAppeal(
  trx: Trx,
  clock: Clock,
  account: Account,
  { itemId, reason }: { itemId: ItemId; reason: string },
): Promise<Appeal> {
  const contested = (await ownContestable(trx, clock, account.personId)).find((one) => one.itemId === itemId)
  if (!contested) throw new ExpectedError('appeal.closed', {})
  if (contested.isContested) throw new ExpectedError('appeal.already', {})
  const { batchId, position, stage, verdict, bondWei } = contested
  return {
    id: newId<AppealId>(),
    itemId,
    batchId,
    position,
    stage,
    accountId: account.id,
    personId: account.personId,
    verdict,
    reason: reason.slice(0, LONGEST_APPEAL),
    bondWei,
    isFree: (await countAppeals(trx, account.personId)) === 0,
    state: 'asked',
    askedAt: clock.now(),
  }
}
