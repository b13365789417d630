import { type Kysely, sql } from 'kysely'

/** Validators drawn for annotations; see schema/ for what each column holds. */
export const m0004Draws = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table draws (
    id text primary key, batch_id text not null, project_id text not null references projects (id),
    item_id text not null references items (id), round integer not null, stage integer not null,
    place integer not null, seat integer not null, account_id text references accounts (id), person_id text,
    weight integer not null, state text not null, code integer,
    annotation_id text references annotations (id), offered_at text, deadline text,
    replace_at text, unique (item_id, round, stage, place))`,
  `create index draws_offered on draws (person_id, offered_at) where state = 'offered'`,
  `create index draws_waiting on draws (offered_at) where state = 'offered'`,
  'create index draws_batch on draws (batch_id, stage, state)',
  `alter table annotations add column role text not null default 'annotator'`,
]
