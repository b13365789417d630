import { type Kysely, sql } from 'kysely'

/** Items of adaptive projects that wait for a refit to confirm their decision; see schema/. */
export const m0022RestingItems = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `create table resting_items (
          project_id text not null references projects (id), item_id text not null references items (id),
          primary key (project_id, item_id))`,
      )
      .execute(db)
  },
}
