import type { BatchData } from '../../ledger/batch-data.ts'
import { decodeAnnotators, decodeByteList, VOTES } from '../../ledger/packed-bytes.ts'
import type { Trx } from '../../store/database.ts'
import { lockedAnnotations, type Unpublished } from '../../store/publications.ts'
import { receiptsOfBatch } from '../../store/receipts.ts'
import type { LedgerPlace } from '../quorum.ts'
import { publishedLabel } from './published-label.ts'

/** The data of a batch in the form of docs/verify.md. `withReceipts`: they tell others how somebody voted. */
export async function dataOfBatch(
  trx: Trx,
  { chainId, ledger }: LedgerPlace,
  batch: Omit<Unpublished, 'closed'>,
  withReceipts: boolean,
): Promise<BatchData> {
  const annotators = decodeAnnotators(batch.annotators)
  const items = decodeByteList(batch.items)
  const annotations = await lockedAnnotations(trx, batch.batchId)
  const labels = annotations.map((one, index) => publishedLabel(one, annotators[items[index] ?? -1] ?? 0))
  const place = { version: 1 as const, chainId: String(chainId), ledger, batch: batch.number }
  const { salt } = batch
  if (!withReceipts) return { ...place, salt, labels }
  const receipts = (await receiptsOfBatch(trx, batch.batchId)).map((one) => ({
    item: one.position,
    account: one.ledgerAccount,
    vote: voteOf(one.code),
    at: one.signedAt,
    operator: one.operator,
    signature: one.signature,
  }))
  return { ...place, salt, labels, receipts }
}

function voteOf(code: number): 'approve' | 'reject' | 'unsure' {
  const vote = VOTES[code]
  if (vote === undefined || vote === 'none') throw new Error(`${code} is no vote`)
  return vote
}
