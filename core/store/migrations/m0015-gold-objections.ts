import { type Kysely, sql } from 'kysely'

/** People who say that a known answer is wrong; see schema/ for what each column holds. */
export const m0015GoldObjections = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table gold_objections (
    item_id text not null references items (id), person_id text not null,
    project_id text not null references projects (id), label text not null, created_at text not null,
    settled_at text, primary key (item_id, person_id))`,
  'create index gold_objections_open on gold_objections (project_id, item_id) where settled_at is null',
  'create index gold_objections_person on gold_objections (person_id)',
  'create index practice_answers_item on practice_answers (item_id)',
]
