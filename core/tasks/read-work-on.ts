import type { ItemId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Trx } from '../store/database.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { latestWork } from '../store/work.ts'
import { entryOf, type WorkEntry } from './work-entry.ts'

/** The last that a person labeled an item, however much they did since; null when they never did. */
export async function readWorkOn(trx: Trx, account: Account, itemId: ItemId): Promise<WorkEntry | null> {
  const [work] = await latestWork(trx, account.personId, 1, itemId)
  return work ? entryOf(work, loadProject(await projectOfTap(trx, work.projectId))) : null
}
