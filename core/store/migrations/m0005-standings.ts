import { type Kysely, sql } from 'kysely'

/** Reputations and ranks; see schema/ for what each column holds. */
export const m0005Standings = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table standings (
    family text not null, person_id text not null, right_weight double precision not null,
    wrong_weight double precision not null, judged integer not null, judged_by_gold integer not null,
    review text, primary key (family, person_id))`,
  'create index standings_review on standings (family, person_id) where review is not null',
  `create table ranks (
    project_id text not null references projects (id), person_id text not null, rank text not null,
    set_by text references accounts (id), changed_at text not null, primary key (project_id, person_id))`,
  'alter table decisions add column belief double precision',
  'alter table person_beliefs drop column right_weight',
  'alter table person_beliefs drop column wrong_weight',
  // Whoever answered before there were standings gets one from their stored answers.
  `insert into standings (family, person_id, right_weight, wrong_weight, judged, judged_by_gold, review)
    select distinct projects.slug, annotations.person_id, 0, 0, 0, 0, 'recompute'
    from annotations join projects on projects.id = annotations.project_id`,
]
