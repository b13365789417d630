import type { Account } from '../people/account.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Trx } from '../store/database.ts'
import { listStoredProjects } from '../store/projects.ts'
import { countWork, latestWork } from '../store/work.ts'
import { entryOf, type WorkEntry } from './work-entry.ts'

export interface Work {
  /** Newest first. */
  readonly entries: readonly WorkEntry[]
  readonly totals: { readonly labeled: number; readonly agreed: number; readonly open: number }
}

/** What a person labeled last, at most `limit` entries, and the totals over all of it. */
export async function readWork(trx: Trx, account: Account, limit: number): Promise<Work> {
  const latest = await latestWork(trx, account.personId, limit)
  const counts = await countWork(trx, account.personId)
  const projects = new Map((await listStoredProjects(trx)).map((one) => [one.id, loadProject(one)]))
  return {
    entries: latest.map((work) => entryOf(work, projects.get(work.projectId) ?? null)),
    totals: {
      labeled: [...counts.values()].reduce((sum, count) => sum + count, 0),
      agreed: counts.get('agreed') ?? 0,
      open: (counts.get('open') ?? 0) + (counts.get('expert') ?? 0),
    },
  }
}
