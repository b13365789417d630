import { type Kysely, sql } from 'kysely'

/** Rejections that are held back because there are unusually many; see schema/ for what each column holds. */
export const m0025Breakers = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table batch_items add column foreseen text',
  'alter table batch_items add column foreseen_at text',
  'create index batch_items_foreseen on batch_items (foreseen_at) where foreseen_at is not null',
  'alter table batches add column held_by text',
  `create table breakers (
    id text primary key, project_id text not null references projects (id), person_id text,
    state text not null, rejected integer not null, total integer not null, tripped_at text not null,
    closed_at text, closed_by text references accounts (id), outcome text, reason text)`,
  `create unique index breakers_open on breakers (project_id, coalesce(person_id, '')) where closed_at is null`,
  'create index breakers_project on breakers (project_id, closed_at)',
  'alter table audits add column breaker_id text references breakers (id)',
  'alter table audits add column held integer not null default 0',
  'create index audits_breaker on audits (breaker_id) where breaker_id is not null',
]
