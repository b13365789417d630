import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import { openStore } from '../../../core/store/database.ts'
import { m0026Resubmissions } from '../../../core/store/migrations/m0026-resubmissions.ts'

test('assignments move into a table that takes one for each round, and whatever names them still does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-migration-'))
  const file = join(folder, 'tagora.sqlite')
  try {
    await (await openStore(`sqlite:${file}`)).close()
    const raw = new SqliteDatabase(file)
    // As it was before: the table with its former constraint.
    raw.exec(`
      pragma foreign_keys = off;
      drop table resubmissions;
      drop table assignments;
      create table assignments (
        id text primary key, project_id text not null references projects (id),
        item_id text not null references items (id), account_id text not null references accounts (id),
        person_id text not null, role text not null, round integer not null, state text not null,
        skip_reason text, leased_at text not null, deadline text not null, closed_at text,
        unique (item_id, person_id));
      insert into accounts (id, person_id, locale, created_at) values ('a', 'p', 'en', '');
      insert into projects (id, slug, state, definition, guideline_version, budget_wei, committed_wei,
        pseudonym_key, created_at) values ('s', 'spam', 'active', '{}', 1, '0', '0', '', '');
      insert into items (id, project_id, ordinal, external_id, content, state, round, wanted, open_slots, started)
        values ('i', 's', 1, '1', '{}', 'open', 1, 1, 0, 1);
      insert into assignments values ('l', 's', 'i', 'a', 'p', 'annotator', 1, 'answered', null, '', '', '');
      insert into annotations (id, assignment_id, project_id, item_id, account_id, person_id, round, label,
        guideline_version, counted, late, stake_wei, duration_ms, platform, created_at)
        values ('n', 'l', 's', 'i', 'a', 'p', 1, 'no', 1, 1, 0, '0', 1, 'web', '');
    `)
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: raw }) })
    await m0026Resubmissions.up(db)
    await db.destroy()
    const after = new SqliteDatabase(file)
    after.pragma('foreign_keys = on')
    expect(after.pragma('foreign_key_check')).toEqual([])
    expect(after.prepare('select id, round from assignments').all()).toEqual([{ id: 'l', round: 1 }])
    const insert = (id: string, round: number) =>
      after
        .prepare(
          `insert into assignments values (?, 's', 'i', 'a', 'p', 'annotator', ?, 'answered', null, '', '', '')`,
        )
        .run(id, round)
    expect(() => insert('again', 1)).toThrow('UNIQUE')
    expect(() => after.exec(`delete from assignments where id = 'l'`)).toThrow('FOREIGN KEY')
    insert('next', 2)
    after.close()
  } finally {
    await rm(folder, { recursive: true })
  }
})
