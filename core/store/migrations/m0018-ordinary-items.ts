import { type Kysely, sql } from 'kysely'

/** Items that people look through for the next one, gold aside: it is given apart, and where the dispatcher looks
 * there may be thousands of it. */
export const m0018OrdinaryItems = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `create index items_ordinary on items (project_id, started, ordinal)
          where open_slots > 0 and (gold_state is null or gold_state != 'active')`,
      )
      .execute(db)
  },
}
