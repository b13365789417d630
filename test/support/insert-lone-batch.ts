import type { Clock } from '../../core/clock.ts'
import type { BatchId, ItemId } from '../../core/ids.ts'
import type { Project } from '../../core/projects/project.ts'
import { type Batch, insertBatch } from '../../core/store/batches.ts'
import type { Trx } from '../../core/store/database.ts'

const NOTHING = {
  terms: null,
  seatCount: null,
  seedBlock: null,
  seed: null,
  votes: null,
  openItems: [],
  expertItems: [],
  verdicts: null,
  panelSeed: null,
  panelVotes: null,
  settledBlock: null,
  paidBy: null,
  paidHash: null,
  accounted: true,
} as const

/** A batch of one item, whose annotation is the only one there is, as it stands without a chain. */
export async function insertLoneBatch(
  trx: Trx,
  clock: Clock,
  project: Project,
  { itemId, ...batch }: Pick<Batch, 'id' | 'number' | 'state' | 'endsAt'> & { id: BatchId; itemId: ItemId },
): Promise<void> {
  const { id: annotationId } = await trx.selectFrom('annotations').select('id').executeTakeFirstOrThrow()
  const bytes = { secret: '0x00', salt: '0x00', labelsRoot: '0x00', annotators: '0x00', items: '0x00' }
  const whole = { ...NOTHING, ...bytes, ...batch, projectId: project.id, ledgerProject: 1 }
  await insertBatch(trx, whole, [{ position: 0, itemId, round: 1, annotationId }], clock.now())
}
