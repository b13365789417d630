import { type Kysely, sql } from 'kysely'

/** What speaks for people being one human each; see schema/ for what each column holds. */
export const m0010Personhood = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table personhood_readings (
    address text not null, signal text not null, share double precision, read_at text, tried_at text,
    primary key (address, signal))`,
  'create table stake_ages (address text primary key, since text not null)',
]
