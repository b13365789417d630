import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { type AccountId, newId } from '../ids.ts'
import { insertAuditEntry } from '../store/audit-entries.ts'
import type { Trx } from '../store/database.ts'
import {
  insertFunding,
  insertGuidelineVersion,
  insertProject,
  type StoredProject,
} from '../store/projects.ts'
import { loadProject } from './load-project.ts'
import type { ParsedProjectFile } from './parse-project-file.ts'
import type { Project } from './project.ts'

/** Creates a project from a parsed file: active at once, its whole budget asked into escrow.
 * @throws ExpectedError `project.exists` */
export async function createProject(
  trx: Trx,
  clock: Clock,
  input: ParsedProjectFile & { createdBy: AccountId | null },
): Promise<Project> {
  const { definition, source, createdBy } = input
  const createdAt = clock.now()
  const budgetWei = definition.rewards.budget
  const project: StoredProject = {
    id: newId(),
    slug: definition.name,
    state: 'active',
    source,
    guidelineVersion: 1,
    budgetWei,
    committedWei: 0n,
  }
  const pseudonymKey = randomBytes(32).toString('hex')
  const stored = await insertProject(trx, { ...project, pseudonymKey, createdBy, createdAt })
  if (!stored) throw new ExpectedError('project.exists', { project: definition.name })
  const projectId = project.id
  await insertGuidelineVersion(trx, { projectId, version: 1, content: definition.guideline, createdAt })
  await insertFunding(trx, { projectId, amountWei: budgetWei, createdAt })
  await insertAuditEntry(trx, {
    accountId: createdBy,
    action: 'project.created',
    target: project.slug,
    details: { budgetWei: String(budgetWei) },
    createdAt,
  })
  return loadProject(project)
}
