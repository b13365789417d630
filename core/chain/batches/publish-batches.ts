import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../../store/database.ts'
import { PUBLISHED, setPublished, unpublishedBatches } from '../../store/publications.ts'
import type { LedgerPlace } from '../quorum.ts'
import { dataOfBatch } from './data-of-batch.ts'

export interface Publishing {
  readonly store: Store
  readonly place: LedgerPlace
  /** Folder that the public reads; null to publish nothing. */
  readonly publishTo: string | null
}

const AT_ONCE = 20

/**
 * Writes `<batch>.json` for everybody who wants to check a ledger, see docs/verify.md: the labels' hashes once they are
 * locked, and the receipts of the votes when the batch is closed and they tell nobody how to vote. Returns how many.
 */
export async function publishBatches({ store, place, publishTo }: Publishing): Promise<number> {
  if (publishTo === null) return 0
  const batches = await store.transaction((trx) => unpublishedBatches(trx, AT_ONCE))
  if (batches.length > 0) await mkdir(publishTo, { recursive: true })
  for (const batch of batches) {
    const data = await store.transaction((trx) => dataOfBatch(trx, place, batch, batch.closed))
    const file = join(publishTo, `${batch.number}.json`)
    // Nobody ever reads half a file.
    await writeFile(`${file}.part`, `${JSON.stringify(data)}\n`)
    await rename(`${file}.part`, file)
    const published = batch.closed ? PUBLISHED.all : PUBLISHED.labels
    await store.transaction((trx) => setPublished(trx, batch.batchId, published))
  }
  return batches.length
}
