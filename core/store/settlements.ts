import type { Instant } from '../clock.ts'
import type {
  AccountId,
  AnnotationId,
  DecisionId,
  ItemId,
  LockId,
  PersonId,
  ProjectId,
  SettlementId,
} from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

/** What a decision means for one counted annotation. */
export interface NewSettlementEntry {
  readonly settlementId: SettlementId
  readonly lockId: LockId
  readonly annotationId: AnnotationId
  readonly accountId: AccountId
  readonly rewardWei: bigint
  readonly slashWei: bigint
}

export interface NewSettlement {
  readonly id: SettlementId
  readonly decisionId: DecisionId
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly createdAt: Instant
}

const settlement = hotQuery((db, one: NewSettlement) =>
  db.insertInto('settlements').values({
    id: one.id,
    decision_id: one.decisionId,
    project_id: one.projectId,
    item_id: one.itemId,
    state: 'pending',
    transaction_id: null,
    transaction_hash: null,
    created_at: one.createdAt,
    settled_at: null,
  }),
)

type EntryAmounts = Omit<NewSettlementEntry, 'rewardWei' | 'slashWei'> & { reward: string; slash: string }

const settlementEntry = hotQuery((db, one: EntryAmounts) =>
  db.insertInto('settlement_entries').values({
    settlement_id: one.settlementId,
    lock_id: one.lockId,
    annotation_id: one.annotationId,
    account_id: one.accountId,
    reward_wei: one.reward,
    slash_wei: one.slash,
    paid_reward_wei: null,
    paid_slash_wei: null,
    paid_share_wei: null,
  }),
)

/** Stores a settlement with its entries, waiting for its transaction. */
export async function insertSettlement(
  trx: Trx,
  one: NewSettlement,
  entries: readonly NewSettlementEntry[],
): Promise<void> {
  await settlement.run(trx, one)
  for (const { rewardWei, slashWei, ...entry } of entries) {
    await settlementEntry.run(trx, { ...entry, reward: String(rewardWei), slash: String(slashWei) })
  }
}

/** The rewards of a person's annotations that are decided and not settled on chain, in wei. */
export async function pendingRewards(trx: Trx, personId: PersonId): Promise<bigint[]> {
  const rows = await trx
    .selectFrom('accounts')
    .innerJoin('settlement_entries', 'settlement_entries.account_id', 'accounts.id')
    .select('settlement_entries.reward_wei')
    .where('accounts.person_id', '=', personId)
    .where('settlement_entries.paid_reward_wei', 'is', null)
    .execute()
  return rows.map((row) => BigInt(row.reward_wei))
}
