import { type Kysely, sql } from 'kysely'

/** What people allow to be bound of their stake; see schema/. */
export const m0029WalletSessions = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table wallets add column session_ends text',
  'alter table wallets add column session_label_wei text',
]
