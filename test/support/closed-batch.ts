import { type Clock, plusMs } from '../../core/clock.ts'
import type { AnnotationId, BatchId, ItemId } from '../../core/ids.ts'
import type { Project } from '../../core/projects/project.ts'
import { insertBatch, setOutcomes, updateBatch } from '../../core/store/batches.ts'
import type { Trx } from '../../core/store/database.ts'

interface ClosedBatch {
  readonly id: BatchId
  readonly items: readonly { itemId: ItemId; annotationId: AnnotationId; outcome: string }[]
}

/** Stores a batch that the ledger has settled, with number 7 in block 30, without a ledger. */
export async function closedBatch(
  trx: Trx,
  clock: Clock,
  project: Project,
  { id, items }: ClosedBatch,
): Promise<void> {
  const batch = {
    id,
    number: 7,
    projectId: project.id,
    ledgerProject: 1,
    state: 'closed',
    secret: '0x',
    salt: '0x',
    labelsRoot: '0x',
    annotators: '0x',
    items: '0x',
    terms: '0x',
    seatCount: 3,
    seedBlock: 20,
    seed: '0x',
    votes: '0x',
    openItems: [],
    expertItems: [],
    verdicts: null,
    panelSeed: null,
    panelVotes: null,
    endsAt: plusMs(clock.now(), -1_000),
    settledBlock: 30,
    paidBy: 'BatchSettled',
    paidHash: '0xabc',
    accounted: true,
  } as const
  const rows = items.map(({ itemId, annotationId }, position) => ({
    position,
    itemId,
    round: 1,
    annotationId,
  }))
  await insertBatch(trx, batch, rows, clock.now())
  await updateBatch(trx, batch, clock.now())
  await setOutcomes(trx, id, new Map(items.map(({ outcome }, position) => [position, outcome])))
}
