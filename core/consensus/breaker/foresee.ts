import type { Clock } from '../../clock.ts'
import type { BatchId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { setForeseen, votesToForesee } from '../../store/foreseen-verdicts.ts'
import { verdictOfDraws } from '../peer-votes.ts'

/** Notes what the ledger will say of the items of a batch whose votes are complete. */
export async function foresee(
  trx: Trx,
  clock: Clock,
  { definition }: Project,
  { batchId, stage }: { batchId: BatchId; stage: number },
): Promise<void> {
  const votes = Map.groupBy(await votesToForesee(trx, batchId, stage), (vote) => vote.position)
  const verdicts = new Map(
    [...votes].map(([position, group]) => [position, verdictOfDraws(group, definition)]),
  )
  await setForeseen(trx, batchId, verdicts, clock.now())
}
