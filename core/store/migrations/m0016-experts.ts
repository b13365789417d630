import { type Kysely, sql } from 'kysely'

/** Items that experts decide and what they said; see schema/ for what each column holds. */
export const m0016Experts = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table expert_cases (
    item_id text primary key references items (id), project_id text not null references projects (id),
    round integer not null, opened_at text not null, closed_at text, outcome text)`,
  'create index expert_cases_open on expert_cases (opened_at) where closed_at is null',
  `create table rulings (
    item_id text not null references items (id), round integer not null, person_id text not null,
    account_id text not null references accounts (id), label text, reason text not null, ruled_at text not null,
    primary key (item_id, round, person_id))`,
  `create index items_expert on items (project_id) where state = 'expert'`,
]
