import { ExpectedError } from '../errors.ts'
import type { Trx } from '../store/database.ts'
import { findStoredProject } from '../store/projects.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './project.ts'

/** The project people call `slug`; capitals and spaces around it are forgiven.
 * @throws ExpectedError `project.unknown` */
export async function findProject(trx: Trx, slug: string): Promise<Project> {
  const stored = await findStoredProject(trx, slug.trim().toLowerCase())
  if (!stored) throw new ExpectedError('project.unknown', { project: slug.slice(0, 40) })
  return loadProject(stored)
}
