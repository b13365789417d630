import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { AccountId } from '../ids.ts'
import { insertAuditEntry } from '../store/audit-entries.ts'
import type { Trx } from '../store/database.ts'
import { changeProjectState } from '../store/projects.ts'
import { findProject } from './find-project.ts'
import type { Project, ProjectState } from './project.ts'

export interface StateChange {
  readonly slug: string
  /** Null: an operator at the terminal. */
  readonly accountId: AccountId | null
}

/** Moves a project from one state to another and notes who did it.
 * @throws ExpectedError `project.unknown`, `project.wrongState` unless it is in state `from` */
export async function changeState(
  trx: Trx,
  clock: Clock,
  change: StateChange & { from: ProjectState; to: ProjectState; action: string },
): Promise<Project> {
  const { from, to, accountId, action } = change
  const { slug } = await findProject(trx, change.slug)
  const changed = await changeProjectState(trx, { slug, from, to })
  const project = await findProject(trx, slug)
  if (!changed) {
    throw new ExpectedError('project.wrongState', { project: slug, state: project.state, wanted: from })
  }
  await insertAuditEntry(trx, { accountId, action, target: slug, details: {}, createdAt: clock.now() })
  return project
}
