import { type Kysely, sql } from 'kysely'

/** What experts sign with their own wallets for the court; see schema/ for what each column holds. */
export const m0024VerdictSignatures = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table verdict_signatures (
    digest text not null, address text not null, account_id text not null references accounts (id),
    batch_id text not null references batches (id), open_hash text not null, verdicts text not null,
    positions text not null, asked_at text not null, signature text, signed_at text,
    primary key (digest, address))`,
  'create index verdict_signatures_open on verdict_signatures (account_id, asked_at) where signature is null',
]
