import type { Clock } from '../clock.ts'
import type { AccountId, PersonId, ProjectId } from '../ids.ts'
import { findProject } from '../projects/find-project.ts'
import { insertAuditEntry } from '../store/audit-entries.ts'
import type { Store } from '../store/database.ts'
import { type ItemHistory, readItemHistories } from '../store/exports.ts'
import { pseudonymKeyOf } from '../store/projects.ts'
import { csvHeader, csvOf } from './csv-export.ts'
import { jsonlOf } from './jsonl-export.ts'
import { pseudonym } from './pseudonym.ts'

/** Items read in one transaction. */
const PAGE_SIZE = 200

export type ExportFormat = 'jsonl' | 'csv'

interface ExportInput {
  readonly slug: string
  readonly format: ExportFormat
  /** Takes whole lines; awaited, so a slow receiver slows the export down. */
  readonly write: (chunk: string) => Promise<void> | void
  /** Who asked for it; left out by an operator at the terminal. */
  readonly accountId?: AccountId
}

export interface ExportReport {
  readonly items: number
  readonly annotations: number
}

/**
 * Writes every item of a project with its annotations under pseudonyms, its decision and its settlement, in
 * the order of import and a page at a time: each item is consistent in itself, later ones may be newer.
 * Opens its own transactions.
 * @throws ExpectedError `project.unknown`
 */
export async function exportProject(store: Store, clock: Clock, input: ExportInput): Promise<ExportReport> {
  const { project, key } = await store.transaction(async (trx) => {
    const project = await findProject(trx, input.slug)
    return { project, key: await pseudonymKeyOf(trx, project.id) }
  })
  const nameOf = (person: PersonId) => pseudonym(key, person)
  const lineOf = input.format === 'csv' ? csvOf : jsonlOf
  const report = { items: 0, annotations: 0 }
  if (input.format === 'csv') await input.write(csvHeader())
  for await (const page of pagesOf(store, project.id)) {
    await input.write(page.map((item) => lineOf(item, nameOf)).join(''))
    report.items += page.length
    report.annotations += page.reduce((sum, item) => sum + item.annotations.length, 0)
  }
  await store.transaction((trx) =>
    insertAuditEntry(trx, {
      accountId: input.accountId ?? null,
      action: 'project.exported',
      target: project.slug,
      details: { format: input.format, ...report },
      createdAt: clock.now(),
    }),
  )
  return report
}

async function* pagesOf(store: Store, projectId: ProjectId): AsyncGenerator<ItemHistory[]> {
  let after = 0
  for (;;) {
    const page = await store.transaction((trx) =>
      readItemHistories(trx, { projectId, after, size: PAGE_SIZE }),
    )
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.ordinal
  }
}
