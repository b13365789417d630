import type { Instant } from '../clock.ts'
import { newId, type ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

export interface ImportRecord {
  readonly projectId: ProjectId
  readonly fileName: string
  readonly accepted: number
  readonly duplicates: number
  readonly refused: number
  /** The first refused rows; stored as JSON. */
  readonly refusals: readonly unknown[]
  readonly createdAt: Instant
}

/** Notes that a file was imported, and what came of it. */
export async function insertImport(trx: Trx, record: ImportRecord): Promise<void> {
  await trx
    .insertInto('imports')
    .values({
      id: newId(),
      project_id: record.projectId,
      file_name: record.fileName,
      accepted: record.accepted,
      duplicates: record.duplicates,
      refused: record.refused,
      refusals: JSON.stringify(record.refusals),
      created_at: record.createdAt,
    })
    .execute()
}

/** Whether an import into this project ever came to its end. */
export async function wasImported(trx: Trx, projectId: ProjectId): Promise<boolean> {
  const row = await trx
    .selectFrom('imports')
    .select('id')
    .where('project_id', '=', projectId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
