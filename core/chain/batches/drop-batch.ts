import type { Clock } from '../../clock.ts'
import { type Batch, itemsOfBatch, updateBatch } from '../../store/batches.ts'
import type { Trx } from '../../store/database.ts'
import { setStakeLocks } from '../../store/pending-annotations.ts'

/** Gives a batch up that the ledger never locked: its annotations wait for another one, its number is free. */
export async function dropBatch(trx: Trx, clock: Clock, batch: Batch): Promise<void> {
  const items = await itemsOfBatch(trx, batch.id)
  await setStakeLocks(
    trx,
    items.map((item) => item.annotationId),
    'pending',
  )
  await updateBatch(trx, { ...batch, state: 'dropped' }, clock.now())
}
