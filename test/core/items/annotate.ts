import type { Account } from '../../../core/people/account.ts'
import { ensureWallet } from '../../../core/people/ensure-wallet.ts'
import { findOrCreateAccount } from '../../../core/people/find-or-create-account.ts'
import type { Store } from '../../../core/store/database.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { clock } from '../projects/project-file.ts'

const demoWallets = {
  addressOf: (index: number) => `0x${String(index).padStart(40, '0')}`,
  stakeWei: 10n ** 21n,
}

/** A person with a demo wallet. */
export async function makeAnnotator(store: Store, userId: string): Promise<Account> {
  return await store.transaction(async (trx) => {
    const visitor = { platform: 'web', userId, name: userId, locale: 'en', isModerator: false }
    const account = await findOrCreateAccount(trx, clock, visitor)
    await ensureWallet(trx, clock, account, demoWallets)
    return account
  })
}

/** The person claims the next item and gives it the label that `choose` says. Returns its external id. */
export async function answerNext(
  store: Store,
  account: Account,
  choose: (externalId: string) => string,
): Promise<string> {
  return await store.transaction(async (trx) => {
    const { assignmentId, item } = await claimItem(trx, clock, account, {})
    await submitAnnotation(trx, clock, account, {
      assignmentId,
      label: choose(item.externalId),
      platform: 'web',
    })
    return item.externalId
  })
}

/** Marks every settlement as done the way the chain's watcher does: all that was asked was paid. */
export async function settleAll(store: Store, transactionHash: string): Promise<void> {
  await store.transaction(async (trx) => {
    await trx
      .updateTable('settlements')
      .set({ state: 'settled', transaction_hash: transactionHash, settled_at: clock.now() })
      .execute()
    await trx
      .updateTable('settlement_entries')
      .set((entry) => ({
        paid_reward_wei: entry.ref('reward_wei'),
        paid_slash_wei: entry.ref('slash_wei'),
        paid_share_wei: '0',
      }))
      .execute()
  })
}

/** Writes items as JSONL lines. */
export function jsonl(items: readonly object[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('')
}
