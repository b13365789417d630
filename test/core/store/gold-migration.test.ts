import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import { m0001First } from '../../../core/store/migrations/m0001-first.ts'
import { m0002Belief } from '../../../core/store/migrations/m0002-belief.ts'
import { m0003Gold } from '../../../core/store/migrations/m0003-gold.ts'

test('gold that was imported before it had a life is active, with what was seen of it', async () => {
  const raw = new SqliteDatabase(':memory:')
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: raw }) })
  await m0001First.up(db)
  await m0002Belief.up(db)
  raw.exec(`
    insert into accounts values ('a', 'p', 'en', null, null, '');
    insert into projects values ('s', 'spam', 'active', '{}', 1, '0', '0', '', null, '');
    insert into items (id, project_id, ordinal, external_id, content, gold_label, state, round, wanted, open_slots, started)
      values ('known', 's', 1, '1', '{}', 'yes', 'open', 1, 3, 2, 1), ('other', 's', 2, '2', '{}', null, 'open', 1, 3, 2, 1);
    insert into assignments values ('l1', 's', 'known', 'a', 'p', 'annotator', 1, 'answered', null, '', '', ''),
      ('l2', 's', 'other', 'a', 'p', 'annotator', 1, 'answered', null, '', '', '');
    insert into annotations values ('n1', 'l1', 's', 'known', 'a', 'p', 1, 'no', 1, 1, 0, '0', 1, 'web', ''),
      ('n2', 'l2', 's', 'other', 'a', 'p', 1, 'no', 1, 1, 0, '0', 1, 'web', '');
  `)
  await m0003Gold.up(db)
  expect(raw.prepare('select id, gold_state, gold_cap, exposures from items order by id').all()).toEqual([
    { id: 'known', gold_state: 'active', gold_cap: 25, exposures: 1 },
    { id: 'other', gold_state: null, gold_cap: null, exposures: 1 },
  ])
  expect(raw.prepare('select id, on_gold from annotations order by id').all()).toEqual([
    { id: 'n1', on_gold: 1 },
    { id: 'n2', on_gold: 0 },
  ])
  expect(raw.prepare('select item_id, label, origin, changed_at from gold_items').all()).toEqual([
    { item_id: 'known', label: 'yes', origin: 'requester', changed_at: null },
  ])
  await db.destroy()
})
