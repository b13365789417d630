import type { Clock } from '../../clock.ts'
import { unitsOf } from '../../ledger/units.ts'
import { projectDefinition } from '../../projects/definition.ts'
import { voteAmounts } from '../../projects/peers-terms.ts'
import { ANNOTATOR, type JudgedSide } from '../../store/audit-sides.ts'
import { type Audit, updateAudit } from '../../store/audits.ts'
import { findBatch } from '../../store/batches.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Trx } from '../../store/database.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { findWallet } from '../../store/wallets.ts'
import { ledgerInterface } from '../ledger-interface.ts'
import type { LedgerPlace } from '../quorum.ts'

export interface Repaying {
  readonly clock: Clock
  readonly place: LedgerPlace
  readonly operator: string
}

/**
 * Gives whoever lost by an overturned verdict what it took from them and the reward of the project file: out of the
 * project's balance, which got what the court took. The audit then waits for these deposits.
 */
export async function repay(
  trx: Trx,
  repaying: Repaying,
  audit: Audit,
  sides: readonly JudgedSide[],
): Promise<void> {
  const { source } = await projectOfTap(trx, audit.projectId)
  const file = projectDefinition.parse(JSON.parse(source))
  const { ledgerProject } = await findBatch(trx, audit.batchId)
  for (const { draw, accountId, slashWei, won } of sides) {
    const wallet = won ? null : await findWallet(trx, accountId)
    if (!wallet) continue
    const rewardWei = draw === ANNOTATOR ? file.rewards.annotation : voteAmounts(file).rewardWei
    const units = unitsOf(slashWei + rewardWei)
    const call = (name: string, args: readonly unknown[]) => ledgerInterface.encodeFunctionData(name, args)
    const drain = call('drainProject', [ledgerProject, units, repaying.operator])
    await enqueue(trx, repaying, 'refund', `audit-fund:${audit.id}:${draw}`, drain)
    const deposit = call('deposit', [wallet.address, units])
    await enqueue(trx, repaying, 'stake', repaymentOf(audit, draw), deposit)
  }
  await updateAudit(trx, { ...audit, state: 'repaying' }, repaying.clock.now())
}

/** Names the deposit that repays an answer. */
export function repaymentOf({ id }: Audit, draw: number): string {
  return `audit-repaid:${id}:${draw}`
}

async function enqueue(
  trx: Trx,
  { clock, place }: Repaying,
  kind: 'refund' | 'stake',
  reference: string,
  data: string,
): Promise<void> {
  await enqueueTransaction(trx, { kind, reference, to: place.ledger, data, createdAt: clock.now() })
}
