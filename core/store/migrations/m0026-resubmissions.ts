import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Items that come back to whoever was rejected; see schema/ for what each column holds. A person may then have an
 * item once in each round rather than once for all. */
export const m0026Resubmissions = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    for (const statement of [...(isPostgres ? onPostgres : onSqlite), ...statements]) {
      await sql.raw(statement).execute(db)
    }
  },
}

const onPostgres = [
  'alter table assignments drop constraint assignments_item_id_person_id_key',
  'alter table assignments add unique (item_id, person_id, round)',
]

/** SQLite keeps a table's constraints for ever: the rows move into another table (foreign keys are off while a database
 * is brought up to date). */
const onSqlite = [
  `create table assignments_new (
    id text primary key, project_id text not null references projects (id),
    item_id text not null references items (id), account_id text not null references accounts (id),
    person_id text not null, role text not null, round integer not null, state text not null,
    skip_reason text, leased_at text not null, deadline text not null, closed_at text,
    unique (item_id, person_id, round))`,
  `insert into assignments_new select id, project_id, item_id, account_id, person_id, role, round, state, skip_reason,
    leased_at, deadline, closed_at from assignments`,
  'drop table assignments',
  'alter table assignments_new rename to assignments',
  `create unique index assignments_live on assignments (account_id) where state = 'leased'`,
  `create index assignments_deadline on assignments (deadline) where state = 'leased'`,
  'create index assignments_person on assignments (person_id, project_id, leased_at)',
]

const statements = [
  `create table resubmissions (
    item_id text not null references items (id), round integer not null,
    account_id text not null references accounts (id), until_at text not null, state text not null,
    primary key (item_id, round))`,
  `create index resubmissions_offered on resubmissions (until_at) where state = 'offered'`,
]
