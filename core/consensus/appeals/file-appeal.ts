import { amount } from '../../amount.ts'
import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { type AppealId, type ItemId, newId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { type Appeal, countAppeals, insertAppeal } from '../../store/appeals.ts'
import type { Trx } from '../../store/database.ts'
import { demoWalletOf } from '../../store/demo-experts.ts'
import { lockItem } from '../../store/rounds.ts'
import { lockWallet, updateHeld } from '../../store/wallets.ts'
import { ownContestable } from './own-contestable.ts'

/** Longest reason, in characters. */
export const LONGEST_APPEAL = 300

/**
 * Contests the verdict on an item while its window is open; the bond is held from the person's stake at once, and the
 * item goes to other validators, then to experts. A person's first appeal costs nothing even when it is lost.
 * @throws ExpectedError `appeal.closed`, `appeal.already`, `appeal.ownWallet`, `wallet.required`, `stake.tooLow`
 */
export async function fileAppeal(
  trx: Trx,
  clock: Clock,
  account: Account,
  { itemId, reason }: { itemId: ItemId; reason: string },
): Promise<Appeal> {
  await lockItem(trx, itemId)
  const contested = (await ownContestable(trx, clock, account.personId)).find((one) => one.itemId === itemId)
  if (!contested) throw new ExpectedError('appeal.closed', {})
  if (contested.isContested) throw new ExpectedError('appeal.already', {})
  const { batchId, position, stage, verdict, bondWei } = contested
  if (!(await demoWalletOf(trx, account.id))) throw new ExpectedError('appeal.ownWallet', {})
  const wallet = await lockWallet(trx, account.id)
  if (!wallet) throw new ExpectedError('wallet.required', {})
  const free = wallet.stakeWei - wallet.heldWei
  if (free < bondWei) {
    throw new ExpectedError('stake.tooLow', { needed: amount(bondWei), available: amount(free) })
  }
  await updateHeld(trx, account.id, wallet.heldWei + bondWei)
  const appeal: Appeal = {
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
  await insertAppeal(trx, appeal)
  return appeal
}
