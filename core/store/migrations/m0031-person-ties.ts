import { type Kysely, sql } from 'kysely'

/** What ties people together without a moderator; see schema/ for what each column holds. */
export const m0031PersonTies = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table person_ties (
    one_person text not null, other_person text not null, kind text not null, detail text not null,
    state text not null, found_at text not null, primary key (one_person, other_person, kind))`,
  'create index person_ties_other on person_ties (other_person)',
  `create index person_ties_found on person_ties (found_at) where state = 'found'`,
  `create table wallet_fundings (
    address text not null, funder text not null, looked_at integer not null, primary key (address, funder))`,
  'create index wallet_fundings_funder on wallet_fundings (funder)',
  'create index wallet_fundings_fresh on wallet_fundings (funder) where looked_at = 0',
  'alter table wallet_links add column funding_block integer',
  `create table invites (
    platform text not null, invited_id text not null, inviter_id text not null, tied integer not null,
    invited_at text not null, primary key (platform, invited_id))`,
  'create index invites_inviter on invites (platform, inviter_id)',
  'create index invites_untied on invites (invited_at) where tied = 0',
]
