import type { BatchId, ProjectId } from '../ids.ts'
import { loadProject } from '../projects/load-project.ts'
import { minorityBelief } from '../projects/minority-belief.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { readItemBeliefs } from '../quality/belief/read-item-beliefs.ts'
import { openBreakers } from '../store/breakers.ts'
import type { Trx } from '../store/database.ts'
import { type OpenWindow, type VotedItem, votedItems } from '../store/questions.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { isDoubtful, takingVerdict } from './is-doubtful.ts'

/**
 * The places of items whose verdict is doubtful, by batch, ascending: those of votes that stand on the ledger and can be
 * questioned. Rejections that a breaker would hold back, had they not been on the ledger before it tripped or had its time
 * not run out, are doubtful too. A few queries for each project, whatever the number of items.
 */
export async function doubtfulItems(
  trx: Trx,
  windows: readonly OpenWindow[],
): Promise<ReadonlyMap<BatchId, readonly number[]>> {
  const found = new Map<BatchId, number[]>()
  for (const [projectId, ofProject] of Map.groupBy(windows, (one) => one.projectId)) {
    for (const { batchId, position } of await ofOneProject(trx, projectId, ofProject)) {
      found.set(batchId, [...(found.get(batchId) ?? []), position])
    }
  }
  return found
}

async function ofOneProject(
  trx: Trx,
  projectId: ProjectId,
  windows: readonly OpenWindow[],
): Promise<readonly VotedItem[]> {
  const { definition } = loadProject(await projectOfTap(trx, projectId))
  const breakers = await openBreakers(trx, projectId)
  if (minorityBelief(definition) === 0 && breakers.length === 0) return []
  const taking = (await votedItems(trx, windows)).filter(
    ({ draws }) => takingVerdict(draws, definition) !== null,
  )
  const itemIds = [...new Set(taking.map(({ itemId }) => itemId))]
  const beliefs = await readItemBeliefs(trx, { itemIds, projectId, labels: labelNames(definition) })
  return taking.filter(({ itemId, annotator, annotated, draws }) => {
    const isHeld = breakers.some(({ personId }) => personId === null || personId === annotator)
    if (isHeld && takingVerdict(draws, definition) === 'rejected') return true
    const belief = beliefs.get(itemId)
    return belief !== undefined && isDoubtful(draws, definition, { annotated, belief })
  })
}
