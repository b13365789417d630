import type { LockId, ProjectId, SettlementId } from '../ids.ts'
import type { Trx } from './database.ts'

export interface PendingFunding {
  readonly id: string
  readonly projectId: ProjectId
  readonly kind: 'fund' | 'refund'
  readonly amountWei: bigint
}

export interface PendingDeposit {
  readonly id: string
  readonly address: string
  readonly amountWei: bigint
}

export interface PendingLock {
  readonly id: LockId
  readonly projectId: ProjectId
  /** The project file as stored; the reward to reserve is in it. */
  readonly projectSource: string
  readonly address: string
  readonly stakeWei: bigint
}

export interface PendingSettlement {
  readonly id: SettlementId
  readonly projectId: ProjectId
  readonly entries: readonly PendingEntry[]
}

interface PendingEntry {
  readonly lockId: LockId
  readonly rewardWei: bigint
  readonly slashWei: bigint
}

/** Fundings and refunds without a transaction, oldest first. */
export async function pendingFundings(trx: Trx): Promise<PendingFunding[]> {
  const rows = await trx
    .selectFrom('project_fundings')
    .selectAll()
    .where('state', '=', 'pending')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    kind: row.kind as PendingFunding['kind'],
    amountWei: BigInt(row.amount_wei),
  }))
}

/** Stake deposits without a transaction, oldest first. */
export async function pendingDeposits(trx: Trx): Promise<PendingDeposit[]> {
  const rows = await trx
    .selectFrom('stake_deposits')
    .selectAll()
    .where('state', '=', 'pending')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, address: row.address, amountWei: BigInt(row.amount_wei) }))
}

/** Stake locks without a transaction, oldest first. They wait until their stake and budget are confirmed on
 * chain: a lock that finds too little there is skipped for good, and its work would go unpaid. */
export async function pendingLocks(trx: Trx, limit: number): Promise<PendingLock[]> {
  const rows = await trx
    .selectFrom('stake_locks')
    .innerJoin('annotations', 'annotations.id', 'stake_locks.annotation_id')
    .innerJoin('projects', 'projects.id', 'annotations.project_id')
    .select(['stake_locks.id', 'stake_locks.address', 'stake_locks.amount_wei'])
    .select(['annotations.project_id', 'projects.definition'])
    .where('stake_locks.state', '=', 'pending')
    .where('annotations.project_id', 'not in', projectsAwaitingFunds(trx))
    .where('stake_locks.address', 'not in', addressesAwaitingStake(trx))
    .orderBy('stake_locks.created_at')
    .orderBy('stake_locks.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    projectSource: row.definition,
    address: row.address,
    stakeWei: BigInt(row.amount_wei),
  }))
}

/** Settlements without a transaction all of whose locks have one that did not fail, oldest first. */
export async function readySettlements(trx: Trx, limit: number): Promise<PendingSettlement[]> {
  const rows = await trx
    .selectFrom('settlements')
    .select(['settlements.id', 'settlements.project_id'])
    .where('settlements.state', '=', 'pending')
    .where('settlements.id', 'not in', settlementsWithPendingLock(trx))
    .where('settlements.id', 'not in', settlementsWithFailedLock(trx))
    .orderBy('settlements.created_at')
    .orderBy('settlements.id')
    .limit(limit)
    .execute()
  const entries = await entriesOf(
    trx,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, project_id }) => ({ id, projectId: project_id, entries: entries.get(id) ?? [] }))
}

/** Notes which transaction carries these rows. */
export async function markQueued(
  trx: Trx,
  table: 'project_fundings' | 'stake_deposits' | 'stake_locks' | 'settlements',
  ids: readonly string[],
  transactionId: string,
): Promise<void> {
  await trx
    .updateTable(table)
    .set({ state: 'queued', transaction_id: transactionId })
    .where('id', 'in', ids as readonly never[])
    .execute()
}

function projectsAwaitingFunds(trx: Trx) {
  return trx
    .selectFrom('project_fundings')
    .select('project_id')
    .where('kind', '=', 'fund')
    .where('state', 'in', ['pending', 'queued'])
}

function addressesAwaitingStake(trx: Trx) {
  return trx.selectFrom('stake_deposits').select('address').where('state', 'in', ['pending', 'queued'])
}

function settlementsWithPendingLock(trx: Trx) {
  return trx
    .selectFrom('settlement_entries')
    .innerJoin('stake_locks', 'stake_locks.id', 'settlement_entries.lock_id')
    .select('settlement_entries.settlement_id')
    .where('stake_locks.state', '=', 'pending')
}

function settlementsWithFailedLock(trx: Trx) {
  return trx
    .selectFrom('settlement_entries')
    .innerJoin('stake_locks', 'stake_locks.id', 'settlement_entries.lock_id')
    .innerJoin('chain_transactions', 'chain_transactions.id', 'stake_locks.transaction_id')
    .select('settlement_entries.settlement_id')
    .where('chain_transactions.state', '=', 'failed')
}

async function entriesOf(
  trx: Trx,
  ids: readonly SettlementId[],
): Promise<ReadonlyMap<SettlementId, PendingEntry[]>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('settlement_entries')
    .selectAll()
    .where('settlement_id', 'in', ids)
    .orderBy('settlement_id')
    .orderBy('lock_id')
    .execute()
  const bySettlement = Map.groupBy(rows, (row) => row.settlement_id)
  return new Map(
    [...bySettlement].map(([id, group]) => [
      id,
      group.map((row) => ({
        lockId: row.lock_id,
        rewardWei: BigInt(row.reward_wei),
        slashWei: BigInt(row.slash_wei),
      })),
    ]),
  )
}
