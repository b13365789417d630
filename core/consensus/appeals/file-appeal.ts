import { amount } from '../../amount.ts'
import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { ItemId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { type Appeal, insertAppeal } from '../../store/appeals.ts'
import type { Trx } from '../../store/database.ts'
import { demoWalletOf } from '../../store/demo-experts.ts'
import { lockItem } from '../../store/rounds.ts'
import { lockWallet, updateHeld } from '../../store/wallets.ts'
import { planAppeal } from './plan-appeal.ts'

/**
 * Contests the verdict on an item while its window is open, for somebody whose demo wallet signs by itself; the bond
 * is held from the person's stake at once, and the item goes to other validators, then to experts. With a wallet of
 * one's own it is filed when it is signed (core/wallet/money).
 * @throws ExpectedError `appeal.closed`, `appeal.already`, `appeal.ownWallet`, `wallet.required`, `stake.tooLow`
 */
export async function fileAppeal(
  trx: Trx,
  clock: Clock,
  account: Account,
  wanted: { itemId: ItemId; reason: string },
): Promise<Appeal> {
  await lockItem(trx, wanted.itemId)
  const appeal = await planAppeal(trx, clock, account, wanted)
  if (!(await demoWalletOf(trx, account.id))) throw new ExpectedError('appeal.ownWallet', {})
  const wallet = await lockWallet(trx, account.id)
  if (!wallet) throw new ExpectedError('wallet.required', {})
  const free = wallet.stakeWei - wallet.heldWei
  if (free < appeal.bondWei) {
    const needed = amount(appeal.bondWei)
    throw new ExpectedError('stake.tooLow', { needed, available: amount(free) })
  }
  await updateHeld(trx, account.id, wallet.heldWei + appeal.bondWei)
  await insertAppeal(trx, appeal)
  return appeal
}
