import type { Clock } from '../../core/clock.ts'
import type { BatchId, ItemId } from '../../core/ids.ts'
import type { Project } from '../../core/projects/project.ts'
import { type Batch, insertBatch } from '../../core/store/batches.ts'
import type { Trx } from '../../core/store/database.ts'
import { bareBatch } from './bare-batch.ts'

/** A batch of one item, whose annotation is the only one there is, as it stands without a chain. */
export async function insertLoneBatch(
  trx: Trx,
  clock: Clock,
  project: Project,
  { itemId, ...batch }: Pick<Batch, 'id' | 'number' | 'state' | 'endsAt'> & { id: BatchId; itemId: ItemId },
): Promise<void> {
  const { id: annotationId } = await trx.selectFrom('annotations').select('id').executeTakeFirstOrThrow()
  const whole = { ...bareBatch, ...batch, projectId: project.id }
  await insertBatch(trx, whole, [{ position: 0, itemId, round: 1, annotationId }], clock.now())
}
