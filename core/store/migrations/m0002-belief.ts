import { type Kysely, sql } from 'kysely'

/** What is believed of items, people and projects; see schema/ for what each column holds. */
export const m0002Belief = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table project_beliefs (
    project_id text primary key references projects (id), version text not null, state text not null,
    annotations integer not null, last_annotation_id text not null, refitted_at text not null)`,
  `create table person_beliefs (
    project_id text not null references projects (id), person_id text not null, counts text not null,
    right_weight double precision not null, wrong_weight double precision not null,
    primary key (project_id, person_id))`,
  'alter table items add column posterior text',
  'alter table items add column belief_label text',
  'alter table items add column belief_probability double precision',
]
