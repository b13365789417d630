import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ImportReport, importItems } from '../../../core/items/import-items.ts'
import type { Project } from '../../../core/projects/project.ts'
import type { Store } from '../../../core/store/database.ts'
import { clock } from '../projects/project-file.ts'

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
export async function withFile<T>(
  content: string | Uint8Array,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-import-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, content)
    return await work(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}
