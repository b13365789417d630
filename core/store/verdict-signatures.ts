import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { AccountId, BatchId } from '../ids.ts'
import type { Trx } from './database.ts'
import { askedRow, type SignatureRequest } from './expert-signatures.ts'

const positions = z.array(z.number())

/** What an expert is to sign for the court: verdicts on all open items of a batch. */
export interface VerdictRequest extends SignatureRequest {
  readonly batchId: BatchId
  readonly openHash: string
  /** One byte for each open item: 1 accepted, 2 rejected, 3 void. */
  readonly verdicts: string
  /** Places of these items in the batch, in the order of the bytes. */
  readonly positions: readonly number[]
}

/** Asks an expert once for a signature. False when they were asked for it before. */
export async function askVerdict(trx: Trx, asked: VerdictRequest, askedAt: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('verdict_signatures')
    .values({
      ...askedRow(asked, askedAt),
      batch_id: asked.batchId,
      open_hash: asked.openHash,
      verdicts: asked.verdicts,
      positions: JSON.stringify(asked.positions),
    })
    .onConflict((conflict) => conflict.columns(['digest', 'address']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** What an account was asked for last and has not signed, while the batch waits for experts; or null. */
export async function openVerdict(
  trx: Trx,
  accountId: AccountId,
): Promise<(VerdictRequest & { readonly batch: number }) | null> {
  const row = await trx
    .selectFrom('verdict_signatures')
    .innerJoin('batches', 'batches.id', 'verdict_signatures.batch_id')
    .selectAll('verdict_signatures')
    .select('batches.number')
    .where('verdict_signatures.account_id', '=', accountId)
    .where('verdict_signatures.signature', 'is', null)
    .where('batches.state', '=', 'experts')
    .orderBy('verdict_signatures.asked_at', 'desc')
    .executeTakeFirst()
  if (!row) return null
  return {
    digest: row.digest,
    address: row.address,
    accountId: row.account_id,
    batchId: row.batch_id,
    openHash: row.open_hash,
    verdicts: row.verdicts,
    positions: positions.parse(JSON.parse(row.positions)),
    batch: row.number ?? 0,
  }
}
