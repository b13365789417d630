import { localChainUrl } from '../../../core/chain/anvil.ts'
import { readEscrow } from '../../../core/chain/read-escrow.ts'
import { findProject } from '../../../core/projects/find-project.ts'
import { readProjectStatus } from '../../../core/projects/read-project-status.ts'
import { readChainState } from '../../../core/store/chain-state.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import type { Store } from '../../../core/store/database.ts'
import { countUnsettled, decidedLabels } from '../../../core/store/settlement-counts.ts'
import type { Sample } from './sample.ts'

/** What the demo measured. Money in wei, read from the chain and not from our database. */
export interface Summary {
  readonly items: number
  readonly decided: number
  readonly waitingForExpert: number
  /** Share of decided items whose label is the true one; null when none is decided. */
  readonly accuracy: number | null
  /** Krippendorff's alpha of all annotations; null when it is not defined. */
  readonly alpha: number | null
  readonly fundedWei: bigint
  readonly paidWei: bigint
  readonly refundedWei: bigint
  readonly remainingWei: bigint
  readonly slashedWei: bigint
  readonly unsettled: number
  readonly transactions: number
  readonly gasPerItem: number
  readonly seconds: number
}

/** Measures a played sample.
 * @throws Error when the money on chain does not add up to the budget, or the escrow owes more than it holds */
export async function summarise(
  store: Store,
  dataDir: string,
  sample: Sample,
  seconds: number,
): Promise<Summary> {
  const { project, status, labels, unsettled, totals, token, escrow } = await readDatabase(store, sample)
  const rpcUrl = localChainUrl(dataDir)
  if (!rpcUrl || !token || !escrow) throw new Error('the local chain of the demo is not running')
  const money = await readEscrow(rpcUrl, { token, escrow }, project.id)
  check(money)
  const right = [...labels].filter(([id, label]) => sample.truthById.get(id) === label).length
  return {
    items: status.items.items,
    decided: status.items.decided,
    waitingForExpert: status.items.expert,
    accuracy: labels.size > 0 ? right / labels.size : null,
    alpha: status.alpha,
    fundedWei: money.fundedWei,
    paidWei: money.paidWei,
    refundedWei: money.refundedWei,
    remainingWei: money.remainingWei,
    slashedWei: money.slashedWei,
    unsettled,
    transactions: totals.confirmed,
    gasPerItem: Math.round(Number(totals.gasUsed) / status.items.items),
    seconds: Math.round(seconds * 10) / 10,
  }
}

function readDatabase(store: Store, sample: Sample) {
  return store.transaction(async (trx) => {
    const project = await findProject(trx, sample.slug)
    return {
      project,
      status: await readProjectStatus(trx, sample.slug),
      labels: await decidedLabels(trx, project.id),
      unsettled: await countUnsettled(trx, project.id),
      totals: await transactionTotals(trx),
      token: await readChainState(trx, 'token'),
      escrow: await readChainState(trx, 'escrow'),
    }
  })
}

function check(money: Awaited<ReturnType<typeof readEscrow>>): void {
  const { fundedWei, returnedWei, paidWei, refundedWei, remainingWei, solvent } = money
  if (fundedWei + returnedWei !== paidWei + refundedWei + remainingWei) {
    throw new Error(`the money of the project does not add up: ${JSON.stringify(money, (_, v) => String(v))}`)
  }
  if (!solvent) throw new Error('the escrow owes more than it holds')
}
