import { type Kysely, sql } from 'kysely'

/** People judged to act together, and how far each person has looked through each project; see schema/ for
 * what each column holds. */
export const m0009Dispatch = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table person_clusters (
    person_id text primary key, cluster_id text not null, reason text not null,
    added_by text references accounts (id), added_at text not null)`,
  'create index person_clusters_cluster on person_clusters (cluster_id)',
  `create table dispatch_cursors (
    person_id text not null, project_id text not null references projects (id), ordinal integer not null,
    primary key (person_id, project_id))`,
]
