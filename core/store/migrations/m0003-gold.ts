import { type Kysely, sql } from 'kysely'

/** The life of gold items; see schema/ for what each column holds. */
export const m0003Gold = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table items add column gold_state text',
  'alter table items add column gold_cap integer',
  'alter table items add column exposures integer not null default 0',
  `create table gold_items (
    item_id text primary key references items (id), project_id text not null references projects (id),
    label text not null, why text, origin text not null, added_by text references accounts (id),
    reason text, changed_at text)`,
  'alter table annotations add column on_gold integer not null default 0',
  'create index items_gold_state on items (project_id, gold_state) where gold_state is not null',
  `create index items_gold_active on items (project_id, exposures) where gold_state = 'active' and open_slots > 0`,
  'create index annotations_gold on annotations (project_id, id) where on_gold = 1',
  // What was imported before gold had a life.
  `update items set exposures = (select count(*) from assignments where assignments.item_id = items.id)
    where started = 1`,
  `update annotations set on_gold = 1
    where item_id in (select id from items where gold_label is not null)`,
  `insert into gold_items (item_id, project_id, label, origin)
    select id, project_id, gold_label, 'requester' from items where gold_label is not null`,
  `update items set gold_state = 'active', gold_cap = 25 where gold_label is not null`,
]
