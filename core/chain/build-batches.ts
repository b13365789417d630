import type { Clock } from '../clock.ts'
import { projectDefinition } from '../projects/definition.ts'
import { lockChainState, readChainState } from '../store/chain-state.ts'
import {
  type ChainTransactionKind,
  enqueueTransaction,
  findTransaction,
} from '../store/chain-transactions.ts'
import type { Store, Trx } from '../store/database.ts'
import {
  markQueued,
  type PendingLock,
  type PendingSettlement,
  pendingDeposits,
  pendingFundings,
  pendingLocks,
  readySettlements,
} from '../store/pending-chain-work.ts'
import { escrowInterface, projectKey } from './escrow-interface.ts'

/** 100 locks cost about 6 million gas, 200 entries about 7: both fit a block with room for others. */
const LOCKS_PER_TRANSACTION = 100
const ENTRIES_PER_TRANSACTION = 200
const LOCKS_PER_BUILD = 1_000
const SETTLEMENTS_PER_BUILD = 500

/**
 * Makes transactions of everything that waits for the chain: budgets and stakes paid in, then locks, then
 * settlements whose locks went before them. One database transaction; what it took up is never taken again.
 * Returns how many transactions it queued; 0 before the contracts are deployed.
 */
export function buildBatches(store: Store, clock: Clock): Promise<number> {
  return store.transaction(async (trx) => {
    await lockChainState(trx, 'batches')
    const escrow = await readChainState(trx, 'escrow')
    const operator = await readChainState(trx, 'operator')
    if (!escrow || !operator) return 0
    const queue = queueFor(trx, clock, escrow)
    return (
      (await queueFundings(trx, queue, operator)) +
      (await queueDeposits(trx, queue)) +
      (await queueLocks(trx, queue)) +
      (await queueSettlements(trx, queue))
    )
  })
}

interface EscrowCall {
  readonly kind: ChainTransactionKind
  readonly table: Parameters<typeof markQueued>[1]
  readonly ids: readonly string[]
  readonly call: string
  readonly args: readonly unknown[]
}
type Queue = (call: EscrowCall) => Promise<void>

function queueFor(trx: Trx, clock: Clock, escrow: string): Queue {
  return async ({ kind, table, ids, call, args }) => {
    const data = escrowInterface.encodeFunctionData(call, args)
    const reference = await newReference(trx, `${kind}:${ids[0]}`)
    const wanted = { kind, reference, to: escrow, data, createdAt: clock.now() }
    await markQueued(trx, table, ids, await enqueueTransaction(trx, wanted))
  }
}

/** A transaction is named after the first row it carries. A settlement that the contract gave back may come
 * first in a batch again: the old name would find the old transaction, which is never sent again. */
async function newReference(trx: Trx, name: string): Promise<string> {
  for (let batch = 1; ; batch++) {
    const reference = batch === 1 ? name : `${name}:${batch}`
    if (!(await findTransaction(trx, reference))) return reference
  }
}

async function queueFundings(trx: Trx, queue: Queue, operator: string): Promise<number> {
  const fundings = await pendingFundings(trx)
  for (const { id, kind, projectId, amountWei } of fundings) {
    const project = projectKey(projectId)
    const args = kind === 'fund' ? [project, amountWei] : [project, operator, amountWei]
    await queue({ kind, table: 'project_fundings', ids: [id], call: `${kind}Project`, args })
  }
  return fundings.length
}

async function queueDeposits(trx: Trx, queue: Queue): Promise<number> {
  const deposits = await pendingDeposits(trx)
  for (const { id, address, amountWei } of deposits) {
    const args = [address, amountWei]
    await queue({ kind: 'stake', table: 'stake_deposits', ids: [id], call: 'depositStake', args })
  }
  return deposits.length
}

async function queueLocks(trx: Trx, queue: Queue): Promise<number> {
  const rewardOf = rewardReader()
  const batches = inBatches(await pendingLocks(trx, LOCKS_PER_BUILD), LOCKS_PER_TRANSACTION, () => 1)
  for (const batch of batches) {
    const stakeLocks = batch.map((lock) => ({
      projectId: projectKey(lock.projectId),
      lockId: lock.id,
      account: lock.address,
      stake: lock.stakeWei,
      reward: rewardOf(lock),
    }))
    const ids = batch.map((lock) => lock.id)
    await queue({ kind: 'lock', table: 'stake_locks', ids, call: 'lockStakes', args: [stakeLocks] })
  }
  return batches.length
}

async function queueSettlements(trx: Trx, queue: Queue): Promise<number> {
  const ready = await readySettlements(trx, SETTLEMENTS_PER_BUILD)
  const batches = inBatches(ready, ENTRIES_PER_TRANSACTION, (one) => one.entries.length)
  for (const batch of batches) {
    const ids = batch.map((settlement) => settlement.id)
    const args = [batch.map(settlementArgument)]
    await queue({ kind: 'settle', table: 'settlements', ids, call: 'settle', args })
  }
  return batches.length
}

function settlementArgument({ id, projectId, entries }: PendingSettlement) {
  return {
    settlementId: id,
    projectId: projectKey(projectId),
    entries: entries.map(({ lockId, rewardWei, slashWei }) => ({
      lockId,
      reward: rewardWei,
      slash: slashWei,
    })),
  }
}

/** The reward a lock reserves, each project file parsed once. */
function rewardReader(): (lock: PendingLock) => bigint {
  const rewards = new Map<string, bigint>()
  return ({ projectSource }) => {
    const known = rewards.get(projectSource)
    if (known !== undefined) return known
    const reward = projectDefinition.parse(JSON.parse(projectSource)).rewards.annotation
    rewards.set(projectSource, reward)
    return reward
  }
}

/** Consecutive groups whose sizes add up to at most `limit`; one that is larger alone is a group of its own. */
function inBatches<T>(all: readonly T[], limit: number, sizeOf: (one: T) => number): T[][] {
  const batches: T[][] = []
  let size = 0
  for (const one of all) {
    const last = batches.at(-1)
    size += sizeOf(one)
    if (last && size <= limit) last.push(one)
    else {
      batches.push([one])
      size = sizeOf(one)
    }
  }
  return batches
}
