import { type Kysely, sql } from 'kysely'

/** What experts sign of audits with their own wallets for the court; see schema/ for what each column holds. */
export const m0027FindingSignatures = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table finding_signatures (
    digest text not null, address text not null, account_id text not null references accounts (id),
    audit_id text not null references audits (id), draw integer not null,
    asked_at text not null, signature text, signed_at text,
    primary key (digest, address))`,
  'create index finding_signatures_open on finding_signatures (account_id, asked_at) where signature is null',
]
