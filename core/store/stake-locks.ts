import type { Instant } from '../clock.ts'
import type { AccountId, AnnotationId, LockId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

interface NewStakeLock {
  readonly id: LockId
  readonly annotationId: AnnotationId
  readonly accountId: AccountId
  readonly address: string
  readonly amountWei: bigint
  readonly createdAt: Instant
}

const insert = hotQuery((db, lock: Omit<NewStakeLock, 'amountWei'> & { amount: string }) =>
  db.insertInto('stake_locks').values({
    id: lock.id,
    annotation_id: lock.annotationId,
    account_id: lock.accountId,
    address: lock.address,
    amount_wei: lock.amount,
    state: 'pending',
    transaction_id: null,
    created_at: lock.createdAt,
  }),
)

/** Binds stake to an annotation; core/chain makes it a transaction. */
export async function insertStakeLock(trx: Trx, { amountWei, ...lock }: NewStakeLock): Promise<void> {
  await insert.run(trx, { ...lock, amount: String(amountWei) })
}
