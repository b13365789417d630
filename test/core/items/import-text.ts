import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ImportReport, importItems } from '../../../core/items/import-items.ts'
import type { Project } from '../../../core/projects/project.ts'
import type { Store } from '../../../core/store/database.ts'
import { clock, makeProject } from '../projects/project-file.ts'

/** Imports a file with this content and name. */
export async function importText(
  store: Store,
  project: Project,
  fileName: string,
  content: string | Uint8Array,
): Promise<ImportReport> {
  return await withFile(content, (path) => importItems(store, clock, { project, path, fileName }))
}

/** Runs `work` with the path of a temporary file. */
async function withFile<T>(content: string | Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-import-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, content)
    return await work(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

let projects = 0

/** A project of its own for a test. */
export async function freshProject(
  store: Store,
  changes: Parameters<typeof makeProject>[1] = {},
): Promise<Project> {
  projects += 1
  return await makeProject(store, { name: `p${projects}`, ...changes })
}

/** The rows of a project's items in the order of import. */
export async function storedItems(store: Store, { id }: Project) {
  return await store.transaction((trx) =>
    trx.selectFrom('items').selectAll().where('project_id', '=', id).orderBy('ordinal').execute(),
  )
}

export async function storedTexts(store: Store, project: Project): Promise<string[]> {
  return (await storedItems(store, project)).map((row) => JSON.parse(row.content).text)
}
