import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { WalletFlowId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import type { Trx } from '../store/database.ts'
import { lockFlow } from '../store/wallet-flows.ts'
import { endFlow } from './end-flow.ts'
import type { WalletFlow } from './flow.ts'

/** Ends what a person began, as they wish.
 * @throws ExpectedError `wallet.over` it has ended already, or is not theirs */
export async function stopFlow(
  trx: Trx,
  clock: Clock,
  account: Account,
  id: WalletFlowId,
): Promise<WalletFlow> {
  const flow = await lockFlow(trx, id)
  const stopped = flow?.accountId === account.id ? await endFlow(trx, clock.now(), flow, 'stopped') : null
  if (!stopped) throw new ExpectedError('wallet.over', {})
  return stopped
}
