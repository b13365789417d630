import { localChainUrl } from '../../../core/chain/anvil.ts'
import { readContracts } from '../../../core/chain/read-contracts.ts'
import { type LedgerMoney, readMoney } from '../../../core/chain/read-money.ts'
import { findProject } from '../../../core/projects/find-project.ts'
import { readProjectStatus } from '../../../core/projects/read-project-status.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import type { Store } from '../../../core/store/database.ts'
import { countUnsettled, decidedLabels, slashedOf } from '../../../core/store/settlement-counts.ts'
import type { Sample } from './sample.ts'

/** What the demo measured. Money in wei; but for what was slashed, read from the chain and not from our database. */
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
  const { status, labels, unsettled, totals, contracts, slashedWei } = await readDatabase(store, sample)
  const rpcUrl = localChainUrl(dataDir)
  if (!rpcUrl || !contracts) throw new Error('the local chain of the demo is not running')
  const money = await readMoney(rpcUrl, contracts)
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
    slashedWei,
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
      contracts: await readContracts(trx),
      slashedWei: await slashedOf(trx, project.id),
    }
  })
}

function check(money: LedgerMoney): void {
  const { fundedWei, paidWei, refundedWei, remainingWei, tokenBalanceWei, owedWei } = money
  const figures = () => JSON.stringify(money, (_, value) => String(value))
  if (fundedWei !== paidWei + refundedWei + remainingWei) {
    throw new Error(`the money of the ledger does not add up: ${figures()}`)
  }
  if (owedWei > tokenBalanceWei) throw new Error(`the ledger owes more than it holds: ${figures()}`)
}
