import type { Instant } from '../clock.ts'
import { type AccountId, newId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Something worth knowing later: who did what to what. */
export interface AuditEntry {
  /** Null: the program itself or an operator at its terminal. */
  readonly accountId: AccountId | null
  /** For example `project.paused`. */
  readonly action: string
  readonly target: string
  readonly details: Readonly<Record<string, string | number>>
  readonly createdAt: Instant
}

export async function insertAuditEntry(trx: Trx, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('audit_entries')
    .values({
      id: newId(),
      account_id: entry.accountId,
      action: entry.action,
      target: entry.target,
      details: JSON.stringify(entry.details),
      created_at: entry.createdAt,
    })
    .execute()
}
