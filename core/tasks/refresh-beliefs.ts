import type { Clock } from '../clock.ts'
import { decideItem } from '../consensus/decide-item.ts'
import type { ItemId, ProjectId } from '../ids.ts'
import { activeProjects } from '../projects/active-projects.ts'
import type { Project } from '../projects/project.ts'
import { type Infer, inferInWorker } from '../quality/belief/infer-in-worker.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { updateItemBelief } from '../quality/belief/read-item-belief.ts'
import { refitIsDue, refitProject } from '../quality/belief/refit-project.ts'
import { openStartedItems } from '../store/belief-refits.ts'
import type { Store, Trx } from '../store/database.ts'
import { restingItems, wakeItem } from '../store/resting-items.ts'
import { findRound, tryLockItem } from '../store/rounds.ts'

/** Items a transaction: taps get their turn between two of them. */
const CHUNK = 20

/** A job: refits every active project to which enough new annotations have come. Returns how many. */
export async function refreshBeliefs(
  store: Store,
  clock: Clock,
  infer: Infer = inferInWorker,
): Promise<number> {
  let refitted = 0
  for (const project of await store.transaction(activeProjects)) {
    if (!(await refitIsDue(store, clock, project))) continue
    await refreshBelief(store, clock, project, infer)
    refitted++
  }
  return refitted
}

/**
 * Refits one project and reads the answers of its open items anew: some that waited for more evidence turn
 * out to be sure enough, and are decided. Items that somebody else holds at this moment are left to the
 * next refit or annotation.
 */
export async function refreshBelief(
  store: Store,
  clock: Clock,
  project: Project,
  infer: Infer = inferInWorker,
): Promise<void> {
  if (!(await refitProject(store, clock, project, infer))) return
  const { id: projectId } = project
  await forEachItem(store, projectId, openStartedItems, async (trx, itemId) => {
    await refreshItem(trx, clock, project, itemId)
  })
  await forEachItem(store, projectId, restingItems, async (trx, itemId) => {
    if (await refreshItem(trx, clock, project, itemId)) await wakeItem(trx, { projectId, itemId })
  })
}

/** Reads items page by page, and does the work of each page in one transaction. */
async function forEachItem(
  store: Store,
  projectId: ProjectId,
  readPage: typeof openStartedItems,
  work: (trx: Trx, itemId: ItemId) => Promise<void>,
): Promise<void> {
  for (let after: ItemId | null = null; ; ) {
    const page = { projectId, after, size: CHUNK }
    const items: ItemId[] = await store.transaction(async (trx) => {
      const ids = await readPage(trx, page)
      for (const itemId of ids) await work(trx, itemId)
      return ids
    })
    after = items.at(-1) ?? null
    if (items.length < CHUNK) return
  }
}

/** False, and nothing done, while somebody else holds the item. */
async function refreshItem(trx: Trx, clock: Clock, project: Project, itemId: ItemId): Promise<boolean> {
  if (!(await tryLockItem(trx, itemId))) return false
  const { definition, id: projectId } = project
  const belief = await updateItemBelief(trx, { itemId, projectId, labels: labelNames(definition) })
  await decideItem(trx, clock, await findRound(trx, itemId), definition, { belief, refitted: true })
  return true
}
