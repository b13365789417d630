import { type Kysely, sql } from 'kysely'

/** Flows in which a wallet signs what its owner wants of the ledger; see schema/. */
export const m0013WalletWishes = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table wallet_flows add column wish text',
  'alter table wallet_flows add column transaction_id text',
]
