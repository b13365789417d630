import { type Kysely, sql } from 'kysely'

/** Settled items that experts look at again; see schema/ for what each column holds. */
export const m0021Audits = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table batches add column audit_block integer',
  'alter table batches add column audit_seed text',
  `create index batches_unaudited on batches (number) where state = 'closed' and audit_block is null`,
  `create table audits (
    id text primary key, batch_id text not null references batches (id), position integer not null,
    item_id text not null references items (id), project_id text not null references projects (id),
    round integer not null, cause text not null, verdict text not null, decided_label text not null,
    state text not null, look integer not null, finding text, outcome text, opened_at text not null,
    due_at text not null, contest_until text, contested_by text references accounts (id), contest_reason text,
    closed_at text, unique (batch_id, position))`,
  'create index audits_open on audits (opened_at) where closed_at is null',
  'create index audits_item on audits (item_id)',
  'create index audits_project on audits (project_id, opened_at)',
  `create table audit_rulings (
    audit_id text not null references audits (id), look integer not null, person_id text not null,
    account_id text not null references accounts (id), label text, reason text not null, ruled_at text not null,
    primary key (audit_id, look, person_id))`,
]
