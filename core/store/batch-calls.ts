import type { Instant } from '../clock.ts'
import { type BatchId, newId } from '../ids.ts'
import type { Trx } from './database.ts'

/** What a batch needs next of the ledger. */
export type BatchStep = 'lock' | 'propose' | 'settle' | 'panel' | 'resolve' | 'skipPanel' | 'void' | 'expire'

/** Where the calls of a batch stand for one step. */
export interface StepHistory {
  /** One is in a transaction that is not confirmed and did not fail. */
  readonly underWay: boolean
  /** So many transactions with it failed. */
  readonly failures: number
}

/** Notes which transaction carries the calls. */
export async function insertBatchCalls(
  trx: Trx,
  calls: readonly { readonly batchId: BatchId; readonly step: BatchStep }[],
  transactionId: string,
  createdAt: Instant,
): Promise<void> {
  for (const { batchId, step } of calls) {
    await trx
      .insertInto('batch_calls')
      .values({
        id: newId<string>(),
        batch_id: batchId,
        step,
        transaction_id: transactionId,
        created_at: createdAt,
      })
      .execute()
  }
}

/** What was tried for each step of these batches, keyed `<batch> <step>`; steps never tried are left out. */
export async function stepHistories(
  trx: Trx,
  batches: readonly BatchId[],
): Promise<ReadonlyMap<string, StepHistory>> {
  if (batches.length === 0) return new Map()
  const rows = await trx
    .selectFrom('batch_calls')
    .innerJoin('chain_transactions', 'chain_transactions.id', 'batch_calls.transaction_id')
    .select(['batch_calls.batch_id', 'batch_calls.step', 'chain_transactions.state'])
    .where('batch_calls.batch_id', 'in', batches)
    .execute()
  const histories = new Map<string, StepHistory>()
  for (const { batch_id, step, state } of rows) {
    const key = `${batch_id} ${step}`
    const { underWay, failures } = histories.get(key) ?? { underWay: false, failures: 0 }
    histories.set(key, {
      underWay: underWay || state !== 'failed',
      failures: failures + (state === 'failed' ? 1 : 0),
    })
  }
  return histories
}
