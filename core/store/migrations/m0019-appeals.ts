import { type Kysely, sql } from 'kysely'

/** Verdicts that people contest; see schema/ for what each column holds. */
export const m0019Appeals = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table batches add column told_stage integer not null default 0',
  `create table appeals (
    id text primary key, item_id text not null references items (id), batch_id text not null references batches (id),
    position integer not null, stage integer not null, account_id text not null references accounts (id),
    person_id text not null, verdict text not null, reason text not null, bond_wei text not null,
    free integer not null, state text not null, asked_at text not null, closed_at text,
    unique (batch_id, position, stage))`,
  'create index appeals_open on appeals (asked_at) where closed_at is null',
  'create index appeals_person on appeals (person_id, asked_at)',
]
