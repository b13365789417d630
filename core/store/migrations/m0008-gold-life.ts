import { type Kysely, sql } from 'kysely'

/** What the jobs around gold remember; see schema/ for what each column holds. */
export const m0008GoldLife = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table gold_checks (
    project_id text primary key references projects (id), last_annotation_id text not null)`,
  'create index ranks_person on ranks (person_id)',
]
