import { type Kysely, sql } from 'kysely'

/** Examples people are to be shown, and what they practised; see schema/ for what each column holds. */
export const m0011Training = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table standings add column shown text',
  `create table training_offers (
    id text primary key, project_id text not null references projects (id), person_id text not null,
    truth text not null, given text not null, answers_left integer not null, created_at text not null,
    shown_at text)`,
  `create unique index training_offers_waiting on training_offers (person_id, project_id)
    where shown_at is null`,
  'create index training_offers_person on training_offers (person_id, project_id, id)',
  `create table practice_answers (
    id text primary key, person_id text not null, project_id text not null references projects (id),
    item_id text not null references items (id), attempt integer not null, label text not null,
    is_right integer not null, answered_at text not null, unique (person_id, item_id, attempt))`,
  'create index practice_answers_project on practice_answers (person_id, project_id, attempt)',
]
