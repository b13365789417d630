import type { Trx } from './database.ts'

/** An applied event with its place in the chain. */
export interface StoredEvent {
  readonly blockNumber: number
  readonly logIndex: number
  readonly blockHash: string
  readonly transactionHash: string
  /** JSON. */
  readonly event: string
}

export async function insertChainEvent(trx: Trx, stored: StoredEvent): Promise<void> {
  await trx
    .insertInto('chain_events')
    .values({
      block_number: stored.blockNumber,
      log_index: stored.logIndex,
      block_hash: stored.blockHash,
      transaction_hash: stored.transactionHash,
      event: stored.event,
    })
    .execute()
}

/** Removes the events above a block and returns them, latest first. */
export async function takeEventsAbove(trx: Trx, blockNumber: number): Promise<StoredEvent[]> {
  const rows = await trx
    .selectFrom('chain_events')
    .selectAll()
    .where('block_number', '>', blockNumber)
    .orderBy('block_number', 'desc')
    .orderBy('log_index', 'desc')
    .execute()
  await trx.deleteFrom('chain_events').where('block_number', '>', blockNumber).execute()
  return rows.map((row) => ({
    blockNumber: row.block_number,
    logIndex: row.log_index,
    blockHash: row.block_hash,
    transactionHash: row.transaction_hash,
    event: row.event,
  }))
}
