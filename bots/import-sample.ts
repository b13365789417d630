import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { App } from '../core/app.ts'
import { importItems } from '../core/items/import-items.ts'
import { createProject } from '../core/projects/create-project.ts'
import { listProjects } from '../core/projects/list-projects.ts'
import { parseProjectFile } from '../core/projects/parse-project-file.ts'
import { wasImported } from '../core/store/imports.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** Gives an empty local installation its sample project. An import cut short goes on at the next start; a
 * finished one is not repeated. */
export async function importSample({ config, store, clock, log }: App): Promise<void> {
  if (config.chain || !config.sampleProject) return
  const folder = resolve(ROOT, config.sampleProject)
  const projectPath = join(folder, 'project.yaml')
  if (!existsSync(projectPath)) {
    log.warn({ folder }, 'there is no sample project here; see SAMPLE_PROJECT')
    return
  }
  const { definition, source } = parseProjectFile(await readFile(projectPath, 'utf8'), 'project.yaml')
  const project = await store.transaction(async (trx) => {
    const known = await listProjects(trx)
    const same = known.find((one) => one.slug === definition.name)
    if (same || known.length > 0) return same
    return await createProject(trx, clock, { definition, source, createdBy: null })
  })
  if (!project || (await store.transaction((trx) => wasImported(trx, project.id)))) return
  const path = join(folder, 'items.csv')
  const { accepted, refused } = await importItems(store, clock, { project, path, fileName: 'items.csv' })
  if (accepted > 0) log.info({ project: project.slug, accepted, refused }, 'sample project imported')
}
