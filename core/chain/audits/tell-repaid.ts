import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { projectDefinition } from '../../projects/definition.ts'
import { voteAmounts } from '../../projects/peers-terms.ts'
import { ANNOTATOR, judgedSides } from '../../store/audit-sides.ts'
import { type Audit, openAudits, updateAudit } from '../../store/audits.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import { lockChainState } from '../../store/chain-state.ts'
import { findTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { repaymentOf } from './repay.ts'

const AT_ONCE = 100

/** Ends audits whose repayments the ledger has: they are in the books, and whoever was repaid is told, with the
 * transaction. Returns how many. */
export async function tellRepaid({ store, clock }: { store: Store; clock: Clock }): Promise<number> {
  return await store.transaction(async (trx) => {
    if ((await openAudits(trx, ['repaying'], 1)).length === 0) return 0
    // What another process books meanwhile is not booked here again.
    await lockChainState(trx, 'batches')
    let ended = 0
    for (const audit of await openAudits(trx, ['repaying'], AT_ONCE)) {
      if (await end(trx, clock, audit)) ended++
    }
    return ended
  })
}

async function end(trx: Trx, clock: Clock, audit: Audit): Promise<boolean> {
  const { source } = await projectOfTap(trx, audit.projectId)
  const file = projectDefinition.parse(JSON.parse(source))
  const createdAt = clock.now()
  const repaid = []
  for (const side of await judgedSides(trx, audit)) {
    const transaction = await findTransaction(trx, repaymentOf(audit, side.draw))
    if (transaction && transaction.state !== 'confirmed' && transaction.state !== 'failed') return false
    if (transaction?.state === 'confirmed') repaid.push({ ...side, transactionHash: transaction.hash ?? '' })
  }
  const notices = []
  for (const { draw, accountId, slashWei, transactionHash } of repaid) {
    const rewardWei = draw === ANNOTATOR ? file.rewards.annotation : voteAmounts(file).rewardWei
    await changeWalletOf(trx, accountId, { slashed: -slashWei, deposited: rewardWei, earned: rewardWei })
    const params = { amountWei: String(slashWei + rewardWei), transactionHash }
    const dedupeKey = `audit.repaid:${audit.id}:${accountId}`
    notices.push({
      id: newId<never>(),
      accountId,
      kind: 'audit.repaid' as const,
      params,
      dedupeKey,
      createdAt,
    })
  }
  await insertNotifications(trx, notices)
  await updateAudit(trx, { ...audit, state: 'closed' }, createdAt)
  return true
}
