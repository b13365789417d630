import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../core/clock.ts'
import { importItems } from '../../core/items/import-items.ts'
import { findProject } from '../../core/projects/find-project.ts'
import type { Store } from '../../core/store/database.ts'

/** Imports one item per text into a project, with ids `item-1`, `item-2`, ... */
export async function insertItems(
  store: Store,
  clock: Clock,
  slug: string,
  texts: readonly string[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-items-'))
  const path = join(folder, 'items.jsonl')
  const lines = texts.map((text, at) => JSON.stringify({ id: `item-${at + 1}`, text }))
  await writeFile(path, lines.join('\n'))
  try {
    const project = await store.transaction((trx) => findProject(trx, slug))
    const report = await importItems(store, clock, { project, path, fileName: 'items.jsonl' })
    if (report.accepted !== texts.length)
      throw new Error(`not all items were imported: ${JSON.stringify(report)}`)
  } finally {
    await rm(folder, { recursive: true })
  }
}
