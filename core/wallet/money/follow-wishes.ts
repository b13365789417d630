import type { Clock } from '../../clock.ts'
import type { WalletFlowId } from '../../ids.ts'
import type { Store } from '../../store/database.ts'
import { changeFlow } from '../../store/wallet-flows.ts'
import { settledWishes } from '../../store/wishes.ts'
import { whyRefused } from './why-refused.ts'

/** Tells signed wishes what became of them: what the chain says, and nothing else, ends them. Returns those that
 * changed. */
export async function followWishes(store: Store, clock: Clock): Promise<WalletFlowId[]> {
  return await store.transaction(async (trx) => {
    const changed: WalletFlowId[] = []
    for (const { flowId, state, failure } of await settledWishes(trx)) {
      const endedAt = clock.now()
      const end =
        state === 'confirmed'
          ? ({ state: 'done', endedAt } as const)
          : ({ state: 'failed', failure: whyRefused(failure ?? ''), endedAt } as const)
      if (await changeFlow(trx, flowId, { states: ['sent'] }, end)) changed.push(flowId)
    }
    return changed
  })
}
