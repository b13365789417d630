import { type Kysely, sql } from 'kysely'

/** When people want to be asked for votes, and what they were told; see schema/ for what each column holds. */
export const m0012Validators = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table draws add column reason text',
  'alter table draws add column told_at text',
  'alter table draws add column reminded_at text',
  `create index draws_untold on draws (offered_at) where state = 'offered' and told_at is null`,
  `create index draws_unreminded on draws (offered_at)
    where state = 'offered' and told_at is not null and reminded_at is null`,
  'create index draws_run on draws (person_id, batch_id)',
  `create table validators (
    person_id text primary key, state text not null, from_hour integer, to_hour integer,
    offset_minutes integer not null, changed_at text not null)`,
]
