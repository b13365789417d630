import { type Kysely, sql } from 'kysely'

/** Disputes put to the vote in groups; see schema/ for what each column holds. */
export const m0023GroupVotes = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table actions add column shared integer not null default 0',
  `create table group_places (
    id text primary key, project_id text not null references projects (id), platform text not null,
    chat text not null, topic text not null, locale text not null,
    connected_by text not null references accounts (id), connected_at text not null, ended_at text,
    next_at text not null, failures integer not null, unique (project_id, platform, chat, topic))`,
  `create table group_posts (
    id text primary key, place_id text not null references group_places (id),
    item_id text not null references items (id), round integer not null, stage integer not null,
    state text not null, action_id text, message text, shown text not null, shown_at text not null,
    created_at text not null, unique (place_id, item_id, round, stage))`,
  `create index group_posts_live on group_posts (place_id, shown_at) where state = 'live'`,
  'create index group_posts_item on group_posts (item_id)',
]
