import type { Instant } from '../clock.ts'
import type { Trx } from '../store/database.ts'
import { changeFlow } from '../store/wallet-flows.ts'
import type { FlowFailure, FlowState, WalletFlow } from './flow.ts'

const OPEN: readonly FlowState[] = ['queued', 'opening', 'waiting', 'signing', 'proven']

/** Ends a flow without a link, unless it has moved on since it was read; then null. */
export async function endFlow(
  trx: Trx,
  now: Instant,
  flow: WalletFlow,
  failure: FlowFailure,
): Promise<WalletFlow | null> {
  const states = failure === 'stopped' || failure === 'unseen' ? OPEN : [flow.state]
  return await changeFlow(
    trx,
    flow.id,
    { states },
    { state: 'failed', failure, deadline: null, endedAt: now },
  )
}
