import { type Kysely, sql } from 'kysely'

/** Items that end unclear, and doubtful verdicts that are questioned; see schema.ts for what each column holds. */
export const m0030Unclear = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table rulings add column unclear integer not null default 0',
  'alter table batch_items add column not_mine integer not null default 0',
  'alter table batch_items add column questioned integer not null default 0',
  'create index batch_items_item on batch_items (item_id, round)',
  `create table questions (
    batch_id text not null references batches (id), stage integer not null, positions text not null,
    state text not null, asked_at text not null, primary key (batch_id, stage))`,
  "create index questions_sent on questions (asked_at) where state = 'sent'",
]
