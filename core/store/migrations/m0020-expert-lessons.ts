import { type Kysely, sql } from 'kysely'

/** What experts decided in a project, for whoever is to learn from it. */
export const m0020ExpertLessons = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('create index expert_cases_project on expert_cases (project_id, closed_at)').execute(db)
  },
}
