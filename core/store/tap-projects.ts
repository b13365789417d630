import { sql } from 'kysely'
import type { ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import { type StoredProject, storedProjectOf } from './projects.ts'

const byId = hotQuery((db, { id }: { id: ProjectId }) =>
  db.selectFrom('projects').selectAll().where('id', '=', id),
)

const active = hotQuery((db) =>
  db
    .selectFrom('projects')
    .selectAll()
    .where('state', '=', sql.lit('active'))
    .orderBy('created_at')
    .orderBy('id'),
)

/** The project with this id, for the tap path. */
export async function projectOfTap(trx: Trx, id: ProjectId): Promise<StoredProject> {
  const row = await byId.first(trx, { id })
  if (!row) throw new Error(`no project ${id}`)
  return storedProjectOf(row)
}

/** The projects that hand out items, oldest first, for the tap path. */
export async function activeProjectsOfTap(trx: Trx): Promise<StoredProject[]> {
  return (await active.all(trx, {})).map(storedProjectOf)
}
