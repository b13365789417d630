import type { Instant } from '../clock.ts'
import type { AccountId, LockId, SettlementId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'

export type LockState = 'queued' | 'locked' | 'skipped' | 'released'

export interface StakeLock {
  readonly accountId: AccountId
  readonly amountWei: bigint
}

/** What the contract did with one annotation, in wei. */
export interface Payment {
  readonly rewardWei: bigint
  readonly slashWei: bigint
  readonly shareWei: bigint
}

/** How the mirror of a wallet changes, in wei; each may be negative. */
export interface WalletChange {
  readonly deposited?: bigint
  readonly withdrawn?: bigint
  readonly held?: bigint
  readonly earned?: bigint
  readonly slashed?: bigint
}

/** Sets the state of a lock and returns it; null when the lock is not one of ours. */
export async function setLockState(trx: Trx, id: LockId, state: LockState): Promise<StakeLock | null> {
  const row = await trx
    .updateTable('stake_locks')
    .set({ state })
    .where('id', '=', id)
    .returning(['account_id', 'amount_wei'])
    .executeTakeFirst()
  return row ? { accountId: row.account_id, amountWei: BigInt(row.amount_wei) } : null
}

/** Sets what was paid for an entry, or takes it back (null). False when that changes nothing. */
export async function setPayment(
  trx: Trx,
  entry: { settlementId: SettlementId; lockId: LockId },
  payment: Payment | null,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('settlement_entries')
    .set({
      paid_reward_wei: payment && String(payment.rewardWei),
      paid_slash_wei: payment && String(payment.slashWei),
      paid_share_wei: payment && String(payment.shareWei),
    })
    .where('settlement_id', '=', entry.settlementId)
    .where('lock_id', '=', entry.lockId)
    .where('paid_reward_wei', payment ? 'is' : 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Marks a settlement as settled by a transaction, or as on its way again (null). */
export async function setSettled(
  trx: Trx,
  id: SettlementId,
  settled: { transactionHash: string; at: Instant } | null,
): Promise<void> {
  await trx
    .updateTable('settlements')
    .set({
      state: settled ? 'settled' : 'queued',
      transaction_hash: settled?.transactionHash ?? null,
      settled_at: settled?.at ?? null,
    })
    .where('id', '=', id)
    .execute()
}

/** Lets a settlement that the contract could not apply yet join another batch. */
export async function returnSettlement(trx: Trx, id: SettlementId): Promise<void> {
  await trx
    .updateTable('settlements')
    .set({ state: 'pending', transaction_id: null })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}

/** The row that carried a settlement to the chain, or null. */
export async function transactionIdOf(trx: Trx, id: SettlementId): Promise<string | null> {
  const row = await trx
    .selectFrom('settlements')
    .select('transaction_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.transaction_id ?? null
}

/** Changes the mirror of the wallet with this address and returns its account; null when it is nobody's. */
export async function changeWallet(
  trx: Trx,
  address: string,
  change: WalletChange,
): Promise<AccountId | null> {
  const row = await trx
    .selectFrom('wallets')
    .selectAll()
    .where('address', '=', address)
    .$if(locksRows(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (!row) return null
  const { deposited = 0n, withdrawn = 0n, held = 0n, earned = 0n, slashed = 0n } = change
  const before = { withdrawn: BigInt(row.withdrawn_wei), earned: BigInt(row.earned_wei) }
  const after = { withdrawn: before.withdrawn + withdrawn, earned: before.earned + earned }
  const stake = BigInt(row.stake_wei) + deposited - slashed - takenFromStake(after) + takenFromStake(before)
  await trx
    .updateTable('wallets')
    .set({
      stake_wei: String(stake),
      held_wei: String(BigInt(row.held_wei) + held),
      earned_wei: String(after.earned),
      slashed_wei: String(BigInt(row.slashed_wei) + slashed),
      withdrawn_wei: String(after.withdrawn),
    })
    .where('address', '=', address)
    .execute()
  return row.account_id
}

/** Earnings leave first: only what was withdrawn beyond them came out of the stake. */
function takenFromStake({ withdrawn, earned }: { withdrawn: bigint; earned: bigint }): bigint {
  return withdrawn > earned ? withdrawn - earned : 0n
}
