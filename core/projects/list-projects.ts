import type { Trx } from '../store/database.ts'
import { listStoredProjects } from '../store/projects.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './project.ts'

/** All projects, oldest first. */
export async function listProjects(trx: Trx): Promise<Project[]> {
  return (await listStoredProjects(trx)).map(loadProject)
}
