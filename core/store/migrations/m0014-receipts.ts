import { type Kysely, sql } from 'kysely'

/** What operators confirmed and published of batches; see schema/ for what each column holds. */
export const m0014Receipts = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table batches add column published integer not null default 0',
  `create table receipts (
    draw_id text primary key references draws (id), batch_id text not null references batches (id),
    position integer not null, ledger_account integer not null, code integer not null, signed_at integer not null,
    operator text not null, signature text not null)`,
  'create index receipts_batch on receipts (batch_id)',
  `create table operator_promises (
    kind text not null, subject text not null, content text not null, made_at text not null,
    primary key (kind, subject))`,
]
