import type { Batch } from '../../store/batches.ts'
import type { Trx } from '../../store/database.ts'
import { dataOfBatch } from '../batches/data-of-batch.ts'
import type { LedgerPlace } from '../quorum.ts'
import type { BatchEvidence } from './evidence.ts'

/** What a batch is made of, for an operator who recomputes it. Before the draw its secret is left out. */
export function evidenceOf(batch: Batch): BatchEvidence {
  const { number, labelsRoot, annotators, items, terms, seed, votes, openItems } = batch
  const { panelSeed, panelVotes } = batch
  const secret = batch.state === 'made' ? null : batch.secret
  return {
    batch: number,
    labelsRoot,
    secret,
    annotators,
    items,
    terms,
    seed,
    votes,
    openItems: [...openItems],
    panelSeed,
    panelVotes,
  }
}

/** The same with its labels and receipts. */
export async function fullEvidenceOf(trx: Trx, place: LedgerPlace, batch: Batch): Promise<BatchEvidence> {
  const data = await dataOfBatch(trx, place, { ...batch, batchId: batch.id }, true)
  return { ...evidenceOf(batch), data }
}
