import type { ItemId } from '../ids.ts'
import { loadProject } from '../projects/load-project.ts'
import { countedAnnotations } from '../store/annotations.ts'
import type { Trx } from '../store/database.ts'
import { findRound } from '../store/rounds.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { decideRound, type RoundOutcome } from './decide-round.ts'

/** What the rule says of an item's present round, from nothing but its stored annotations. */
export async function recomputeDecision(trx: Trx, itemId: ItemId): Promise<RoundOutcome> {
  const round = await findRound(trx, itemId)
  const { definition } = loadProject(await projectOfTap(trx, round.projectId))
  const annotations = await countedAnnotations(trx, itemId, round.number)
  return decideRound(
    annotations.map((annotation) => annotation.label),
    definition,
  )
}
