import { type Kysely, sql } from 'kysely'

/** Audits that are not over, by project: those whose time is over are found without looking at the others. */
export const m0028WaitingAudits = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw('create index audits_waiting on audits (project_id, due_at) where closed_at is null')
      .execute(db)
  },
}
