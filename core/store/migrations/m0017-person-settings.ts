import { type Kysely, sql } from 'kysely'

/** Languages and content that people chose, and skills they were given; see schema/. */
export const m0017PersonSettings = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `create table person_settings (
          person_id text not null, kind text not null, value text not null,
          set_by text not null references accounts (id), set_at text not null,
          primary key (person_id, kind, value))`,
      )
      .execute(db)
  },
}
