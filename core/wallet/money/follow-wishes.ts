import { type Clock, type Instant, instantOf, plusMs } from '../../clock.ts'
import type { WalletFlowId } from '../../ids.ts'
import { UNBOND } from '../../ledger/deadlines.ts'
import { tellPerson } from '../../people/tell-person.ts'
import { readCheckpoints } from '../../store/checkpoints.ts'
import type { Store, Trx } from '../../store/database.ts'
import { changeFlow } from '../../store/wallet-flows.ts'
import { type SentWish, settledWishes } from '../../store/wishes.ts'
import type { MoneyWish, WalletFlow } from '../flow.ts'
import { whyRefused } from './why-refused.ts'

const UNBOND_MS = UNBOND * 1_000

/** Tells signed wishes what became of them: what the chain says, and nothing else, ends them. Nobody hears of a deposit
 * before our books have it, since the next thing they do may need it. Returns those that changed. */
export async function followWishes(store: Store, clock: Clock): Promise<WalletFlowId[]> {
  return await store.transaction(async (trx) => {
    const changed: WalletFlowId[] = []
    const settled = await settledWishes(trx)
    const bookedTo = settled.length > 0 ? ((await readCheckpoints(trx)).at(-1)?.number ?? 0) : 0
    for (const sent of settled) {
      if (sent.state === 'confirmed' && (sent.block ?? 0) > bookedTo) continue
      if (await endWish(trx, clock.now(), sent)) changed.push(sent.flowId)
    }
    return changed
  })
}

/** False when somebody else ended it meanwhile. */
async function endWish(
  trx: Trx,
  endedAt: Instant,
  { flowId, wish, state, failure }: SentWish,
): Promise<boolean> {
  const end =
    state === 'confirmed'
      ? ({ state: 'done', endedAt, deadline: endOf(wish) } as const)
      : ({ state: 'failed', failure: whyRefused(failure ?? ''), endedAt } as const)
  const flow = await changeFlow(trx, flowId, { states: ['sent'] }, end)
  if (flow?.state === 'done' && wish.kind === 'withdraw') await tellOfWithdrawal(trx, endedAt, flow, wish)
  return flow !== null
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
