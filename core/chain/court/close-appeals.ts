import { concat } from 'ethers'
import { unitsOf } from '../../ledger/units.ts'
import { type Appeal, type AppealState, moveAppeal, openAppeals, outcomeOf } from '../../store/appeals.ts'
import { numberOfBatch, projectOfBatch } from '../../store/batches.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Trx } from '../../store/database.ts'
import { findWallet } from '../../store/wallets.ts'
import { panelCostOf } from '../batches/project-validation.ts'
import { ledgerInterface } from '../ledger-interface.ts'
import { courtInterface } from './court-interface.ts'
import type { Appealing } from './send-appeals.ts'
import { tellAppeal } from './tell-appeal.ts'

/**
 * Ends appeals whose item is final: the court gives the bonds back, or not, as the outcome says, and everybody who
 * took part is told. A lost first appeal is given back by the operator. Returns how many ended.
 */
export async function closeAppeals(appealing: Appealing): Promise<number> {
  return await appealing.store.transaction(async (trx) => {
    const open = (await openAppeals(trx)).filter(({ state }) => state === 'open')
    let closed = 0
    for (const ofItem of Map.groupBy(open, ({ batchId, position }) => `${batchId} ${position}`).values()) {
      const [first] = ofItem
      const outcome = first && (await outcomeOf(trx, first))
      if (!outcome) continue
      const ended = ofItem.map((appeal) => ({ ...appeal, state: stateFor(appeal, outcome) }))
      const isUnclear = outcome === 'unclear'
      for (const appeal of ended) {
        const wonWei = await wonBy(trx, appeal, ended)
        if (await close(trx, appealing, appeal, { wonWei, isUnclear })) closed++
      }
    }
    return closed
  })
}

function stateFor({ verdict }: Appeal, outcome: string): AppealState {
  if (outcome !== 'accepted' && outcome !== 'rejected') return 'returned'
  return outcome === verdict ? 'lost' : 'upheld'
}

/** What whoever was right has of the bond of whoever contested the other round in vain: all that the second round did
 * not cost. */
async function wonBy(trx: Trx, appeal: Appeal, ofItem: readonly Appeal[]): Promise<bigint> {
  const lost = ofItem.find(({ state }) => state === 'lost')
  if (appeal.state !== 'upheld' || !lost) return 0n
  return lost.bondWei - (await panelCostOf(trx, await projectOfBatch(trx, appeal.batchId)))
}

/** False when somebody else has ended it meanwhile. */
async function close(
  trx: Trx,
  { clock, place, operators }: Appealing,
  appeal: Appeal,
  { wonWei, isUnclear }: { readonly wonWei: bigint; readonly isUnclear: boolean },
): Promise<boolean> {
  const { id, batchId, position, accountId, bondWei, isFree, state } = appeal
  const createdAt = clock.now()
  if (!(await moveAppeal(trx, id, { from: 'open', to: state, closedAt: createdAt }))) return false
  // One call pays the bonds of both stages; the operators are asked for where somebody proved a vote not theirs.
  const data = courtInterface.encodeFunctionData('closeDispute', [
    await numberOfBatch(trx, batchId),
    position,
    concat(operators.list.map(({ address }) => address)),
  ])
  const reference = `close-appeal:${batchId}:${position}`
  await enqueueTransaction(trx, { kind: 'court', reference, to: place.court, data, createdAt })
  const isLost = state === 'lost'
  const isKept = isLost && !isFree
  await changeWalletOf(trx, accountId, { held: -bondWei, deposited: isKept ? -bondWei : wonWei })
  const wallet = isLost && isFree ? await findWallet(trx, accountId) : null
  if (wallet) {
    const refund = ledgerInterface.encodeFunctionData('deposit', [wallet.address, unitsOf(bondWei)])
    const gift = { kind: 'stake', reference: `free-appeal:${id}`, to: place.ledger, data: refund } as const
    await enqueueTransaction(trx, { ...gift, createdAt })
  }
  await tellAppeal(trx, clock, appeal, { state, wonWei, isUnclear })
  return true
}
