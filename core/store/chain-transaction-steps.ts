import type { Instant } from '../clock.ts'
import type { Attempt, ChainTransaction } from './chain-transactions.ts'
import type { Trx } from './database.ts'

/** What a receipt tells. */
export interface MinedTransaction {
  readonly hash: string
  readonly blockNumber: number
  readonly gasUsed: bigint
  readonly contractAddress: string | null
}

/** Stores a signed form before it is broadcast: from here on the transaction survives a crash. */
export async function recordAttempt(
  trx: Trx,
  transaction: ChainTransaction,
  signed: { attempt: Attempt; nonce: number; sentAt: Instant },
): Promise<void> {
  await trx
    .updateTable('chain_transactions')
    .set({
      state: 'sent',
      nonce: signed.nonce,
      attempts: JSON.stringify([...transaction.attempts, signed.attempt]),
      hash: signed.attempt.hash,
      sent_at: signed.sentAt,
    })
    .where('id', '=', transaction.id)
    .execute()
}

/** Records where the transaction was mined; null when a reorganisation took it out of its block. */
export async function recordMined(trx: Trx, id: string, mined: MinedTransaction | null): Promise<void> {
  await trx
    .updateTable('chain_transactions')
    .set({
      block_number: mined?.blockNumber ?? null,
      gas_used: mined ? String(mined.gasUsed) : null,
      contract_address: mined?.contractAddress ?? null,
      ...(mined && { hash: mined.hash }),
    })
    .where('id', '=', id)
    .execute()
}

/** Ends a transaction well, and with it the funding or deposit it was made for. */
export async function confirmTransaction(trx: Trx, id: string, at: Instant): Promise<void> {
  await trx
    .updateTable('chain_transactions')
    .set({ state: 'confirmed', confirmed_at: at })
    .where('id', '=', id)
    .execute()
  await markPurpose(trx, [id], 'confirmed')
}

/** Ends a transaction that reverted, or would have. */
export async function failTransaction(trx: Trx, id: string, failure: string): Promise<void> {
  await trx.updateTable('chain_transactions').set({ state: 'failed', failure }).where('id', '=', id).execute()
}

/** Puts a transaction whose nonce somebody else used back in the queue; it keeps its place. */
export async function requeueTransaction(trx: Trx, id: string): Promise<void> {
  await trx
    .updateTable('chain_transactions')
    .set({ state: 'queued', nonce: null, block_number: null })
    .where('id', '=', id)
    .execute()
}

/** Takes back what the chain no longer knows: ended transactions from `nonce` on, or mined above `block`.
 * Returns how many. */
export async function reopenTransactions(
  trx: Trx,
  from: { nonce: number } | { aboveBlock: number },
): Promise<number> {
  const rows = await trx
    .selectFrom('chain_transactions')
    .select('id')
    .where('state', 'in', ['confirmed', 'failed'])
    .where('nonce', 'is not', null)
    .where((eb) =>
      'nonce' in from ? eb('nonce', '>=', from.nonce) : eb('block_number', '>', from.aboveBlock),
    )
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return 0
  await trx
    .updateTable('chain_transactions')
    .set({ state: 'sent', block_number: null, confirmed_at: null, failure: null })
    .where('id', 'in', ids)
    .execute()
  await markPurpose(trx, ids, 'queued')
  return ids.length
}

async function markPurpose(trx: Trx, ids: readonly string[], state: string): Promise<void> {
  await trx.updateTable('project_fundings').set({ state }).where('transaction_id', 'in', ids).execute()
  await trx.updateTable('stake_deposits').set({ state }).where('transaction_id', 'in', ids).execute()
}
