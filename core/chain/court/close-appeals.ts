import { concat } from 'ethers'
import { unitsOf } from '../../ledger/units.ts'
import { type Appeal, type AppealState, openAppeals, outcomeOf, setAppealState } from '../../store/appeals.ts'
import { numberOfBatch } from '../../store/batches.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Trx } from '../../store/database.ts'
import { findWallet } from '../../store/wallets.ts'
import { ledgerInterface } from '../ledger-interface.ts'
import { courtInterface } from './court-interface.ts'
import type { Appealing } from './send-appeals.ts'
import { tellAppeal } from './tell-appeal.ts'

/**
 * Ends appeals whose item is final: the court gives the bond back, or not, as the outcome says, and everybody who
 * took part is told. A lost first appeal is given back by the operator. Returns how many ended.
 */
export async function closeAppeals(appealing: Appealing): Promise<number> {
  return await appealing.store.transaction(async (trx) => {
    let closed = 0
    for (const appeal of (await openAppeals(trx)).filter(({ state }) => state === 'open')) {
      const outcome = await outcomeOf(trx, appeal)
      if (outcome === null) continue
      await close(trx, appealing, appeal, stateFor(appeal, outcome))
      closed++
    }
    return closed
  })
}

function stateFor({ verdict }: Appeal, outcome: string): AppealState {
  if (outcome !== 'accepted' && outcome !== 'rejected') return 'returned'
  return outcome === verdict ? 'lost' : 'upheld'
}

async function close(
  trx: Trx,
  { clock, place, operators }: Appealing,
  appeal: Appeal,
  state: AppealState,
): Promise<void> {
  const { id, batchId, position, accountId, bondWei, isFree } = appeal
  const createdAt = clock.now()
  // One call pays the bonds of both stages; the operators are asked for where somebody proved a vote not theirs.
  const data = courtInterface.encodeFunctionData('closeDispute', [
    await numberOfBatch(trx, batchId),
    position,
    concat(operators.list.map(({ address }) => address)),
  ])
  const reference = `close-appeal:${batchId}:${position}`
  await enqueueTransaction(trx, { kind: 'court', reference, to: place.court, data, createdAt })
  const isLost = state === 'lost'
  await changeWalletOf(trx, accountId, {
    held: -bondWei,
    ...(isLost && !isFree && { deposited: -bondWei }),
  })
  const wallet = isLost && isFree ? await findWallet(trx, accountId) : null
  if (wallet) {
    const refund = ledgerInterface.encodeFunctionData('deposit', [wallet.address, unitsOf(bondWei)])
    const gift = { kind: 'stake', reference: `free-appeal:${id}`, to: place.ledger, data: refund } as const
    await enqueueTransaction(trx, { ...gift, createdAt })
  }
  await setAppealState(trx, id, state, createdAt)
  await tellAppeal(trx, clock, appeal, state)
}
