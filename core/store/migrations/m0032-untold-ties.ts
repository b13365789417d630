import { type Kysely, sql } from 'kysely'

/** Ties of which moderators are yet to be told are found without looking at the others. */
export const m0032UntoldTies = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(`create index person_ties_linked on person_ties (found_at) where state = 'linked'`)
      .execute(db)
  },
}
