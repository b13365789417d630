import type { Clock } from '../../clock.ts'
import type { BatchId, ProjectId } from '../../ids.ts'
import { loadProject } from '../../projects/load-project.ts'
import { holdBatch, holdOf, openBreakers } from '../../store/breakers.ts'
import type { Trx } from '../../store/database.ts'
import { foreseenRejections } from '../../store/foreseen-verdicts.ts'
import { lookAgainForDoubts } from '../../store/questions.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { askForAudit } from './ask-for-audit.ts'
import { foresee } from './foresee.ts'
import { tellTripped } from './tell-tripped.ts'
import { tripBreakers } from './trip-breakers.ts'

/** A batch whose votes are about to go to the ledger; stage 2: those of the panel. */
export interface ProposedBatch {
  readonly batchId: BatchId
  readonly projectId: ProjectId
  readonly stage: number
  /** Whether the ledger soon takes its votes no longer, and what it is told of them can be questioned. */
  readonly isLast: boolean
}

/**
 * Whether the votes of a batch may go to the ledger, which takes stakes by them. A batch that would reject an answer is
 * held back as long as a breaker is open for it; what is let go trips none again. What is held until the ledger's time
 * for it is over takes nothing from anybody: a first round goes there with its rejections questioned, so that a panel
 * looks at them; a panel's items go to the experts.
 */
export async function mayPropose(
  trx: Trx,
  clock: Clock,
  { batchId, projectId, stage, isLast }: ProposedBatch,
): Promise<boolean> {
  const hold = await holdOf(trx, batchId)
  if (hold === 'open') return stage === 1 && isLast
  const project = loadProject(await projectOfTap(trx, projectId))
  if (hold === null) await foresee(trx, clock, project, { batchId, stage })
  const tripped = hold === null ? await tripBreakers(trx, clock, project) : []
  if (tripped.length > 0) await lookAgainForDoubts(trx, projectId)
  const rejected = await foreseenRejections(trx, batchId)
  if (rejected.size === 0) return true
  const open = await openBreakers(trx, projectId)
  const holding = open.find(({ personId }) => personId === null || rejected.has(personId))
  if (holding) {
    await holdBatch(trx, batchId, holding.id)
    await askForAudit(trx, clock, project, { breaker: holding, wanted: 'sample' })
  }
  for (const breaker of tripped) await tellTripped(trx, clock, project, breaker)
  return holding === undefined || (stage === 1 && isLast)
}
