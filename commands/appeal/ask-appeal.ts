import { planAppeal } from '../../core/consensus/appeals/plan-appeal.ts'
import type { ItemId } from '../../core/ids.ts'
import { numberOfBatch } from '../../core/store/batches.ts'
import type { AskedWish } from '../../core/wallet/money/plan-wish.ts'
import type { LongContext } from '../command.ts'

/** The appeal that somebody asks for, as their own wallet is to sign it; `args` names the item and the reason.
 * @throws ExpectedError those of `planAppeal` */
export async function askAppeal({
  store,
  clock,
  account,
  args,
}: Pick<LongContext, 'store' | 'clock' | 'account' | 'args'>): Promise<AskedWish> {
  return await store.transaction(async (trx) => {
    const wanted = { itemId: args.item as ItemId, reason: args.words ?? '' }
    const { bondWei, ...planned } = await planAppeal(trx, clock, account, wanted)
    const batch = await numberOfBatch(trx, planned.batchId)
    const { accountId: _, state: _state, askedAt: _askedAt, ...appeal } = planned
    return { kind: 'appeal', amountWei: bondWei, limits: null, appeal: { ...appeal, batch } }
  })
}
