import type { Trx } from '../store/database.ts'
import { listStoredProjects } from '../store/projects.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './project.ts'

/** The projects that hand out items, oldest first. */
export async function activeProjects(trx: Trx): Promise<Project[]> {
  return (await listStoredProjects(trx, 'active')).map(loadProject)
}
