import { type Clock, type Instant, instantOf, plusMs } from '../../clock.ts'
import type { WalletFlowId } from '../../ids.ts'
import { UNBOND } from '../../ledger/deadlines.ts'
import { tellPerson } from '../../people/tell-person.ts'
import type { Store, Trx } from '../../store/database.ts'
import { changeFlow } from '../../store/wallet-flows.ts'
import { settledWishes } from '../../store/wishes.ts'
import type { MoneyWish, WalletFlow } from '../flow.ts'
import { whyRefused } from './why-refused.ts'

const UNBOND_MS = UNBOND * 1_000

/** Tells signed wishes what became of them: what the chain says, and nothing else, ends them. Returns those that
 * changed. */
export async function followWishes(store: Store, clock: Clock): Promise<WalletFlowId[]> {
  return await store.transaction(async (trx) => {
    const changed: WalletFlowId[] = []
    for (const { flowId, wish, state, failure } of await settledWishes(trx)) {
      const endedAt = clock.now()
      const end =
        state === 'confirmed'
          ? ({ state: 'done', endedAt, deadline: endOf(wish) } as const)
          : ({ state: 'failed', failure: whyRefused(failure ?? ''), endedAt } as const)
      const flow = await changeFlow(trx, flowId, { states: ['sent'] }, end)
      if (!flow) continue
      changed.push(flowId)
      if (flow.state === 'done' && wish.kind === 'withdraw') await tellOfWithdrawal(trx, endedAt, flow, wish)
    }
    return changed
  })
}

/** When the session a wish set is over. */
function endOf({ session }: MoneyWish): Instant | null {
  return session && instantOf(session.expiry * 1_000)
}

/** Every chat of the person hears of it, so that nobody takes anything out unseen. */
async function tellOfWithdrawal(
  trx: Trx,
  now: Instant,
  { id, accountId, address }: WalletFlow,
  { amountWei }: MoneyWish,
): Promise<void> {
  const params = { amountWei: String(amountWei), address: address ?? '', readyAt: plusMs(now, UNBOND_MS) }
  await tellPerson(trx, now, { accountId, about: id }, 'wallet.withdrawAsked', params)
}
