import { type BatchId, newId } from '../../../core/ids.ts'
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

/** The person claims the next item, gold before others but not first, and gives it the label that `choose` says. Returns its external id. */
export async function answerNext(
  store: Store,
  account: Account,
  choose: (externalId: string) => string,
): Promise<string> {
  return await store.transaction(async (trx) => {
    const { assignmentId, item } = await claimItem(trx, clock, account, { chance: () => 0 })
    await submitAnnotation(trx, clock, account, {
      assignmentId,
      label: choose(item.externalId),
      platform: 'web',
    })
    return item.externalId
  })
}

/** Books a payment for every annotation that counts, the way the chain's books do once the ledger has paid, all in one
 * batch: 100 wei for whoever has the decided label, a slash of 200 for the others. */
export async function settleAll(store: Store, transactionHash: string): Promise<void> {
  await store.transaction(async (trx) => {
    const answers = await trx
      .selectFrom('annotations')
      .innerJoin('decisions', 'decisions.item_id', 'annotations.item_id')
      .selectAll('annotations')
      .select('decisions.label as decided')
      .where('annotations.counted', '=', 1)
      .orderBy('annotations.id')
      .execute()
    const [first] = answers
    if (!first) throw new Error('nothing is decided')
    const batchId = newId<BatchId>()
    const hex = '0x'
    const batch = {
      secret: hex,
      salt: hex,
      labels_root: hex,
      annotators: hex,
      items: hex,
      paid_hash: transactionHash,
    }
    const times = { created_at: clock.now(), closed_at: clock.now() }
    await trx
      .insertInto('batches')
      .values({
        id: batchId,
        number: 1,
        project_id: first.project_id,
        ledger_project: 1,
        state: 'closed',
        ...batch,
        ...times,
      })
      .execute()
    const items = [...new Map(answers.map((one) => [one.item_id, one])).values()]
    for (const [position, { item_id, round, id }] of items.entries()) {
      const item = { batch_id: batchId, position, item_id, round, annotation_id: id, outcome: 'accepted' }
      await trx.insertInto('batch_items').values(item).execute()
    }
    for (const { id, account_id, label, decided } of answers) {
      const [reward_wei, slash_wei] = label === decided ? ['100', '0'] : ['0', '200']
      const paid = { annotation_id: id, batch_id: batchId, account_id, reward_wei, slash_wei, share_wei: '0' }
      await trx
        .insertInto('payments')
        .values({ ...paid, transaction_hash: transactionHash, paid_at: clock.now() })
        .execute()
    }
  })
}

/** Writes items as JSONL lines. */
export function jsonl(items: readonly object[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('')
}
