import { type Kysely, sql } from 'kysely'

/** Wallets that people prove to be theirs, and how they do it; see schema/ for what each column holds. */
export const m0006WalletLinks = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [...walletsByAddress, ...tables, ...indexes]) await sql.raw(statement).execute(db)
  },
}

/** An address keeps its ledger when it is unlinked; before, a wallet could not be without an account. */
const walletsByAddress = [
  `create table wallets_by_address (
    address text primary key, account_id text unique references accounts (id), kind text not null,
    demo_index integer unique, stake_wei text not null, held_wei text not null, earned_wei text not null,
    slashed_wei text not null, withdrawn_wei text not null default '0', created_at text not null)`,
  `insert into wallets_by_address (address, account_id, kind, demo_index, stake_wei, held_wei, earned_wei,
    slashed_wei, withdrawn_wei, created_at)
    select address, account_id, kind, demo_index, stake_wei, held_wei, earned_wei, slashed_wei, withdrawn_wei,
    created_at from wallets`,
  'drop table wallets',
  'alter table wallets_by_address rename to wallets',
]

const tables = [
  'alter table actions add column notice integer not null default 0',
  `create table wallet_links (
    id text primary key, account_id text not null references accounts (id), address text not null,
    chain_id text not null, holder text not null, method text not null, linked_at text not null, ended_at text)`,
  `create table wallet_flows (
    id text primary key, account_id text not null references accounts (id), platform text not null,
    platform_user_id text not null, handle text, method text not null, state text not null,
    version integer not null, pairing_topic text unique, session_topic text, uri text, token_hash text unique,
    nonce text unique, address text, message text, holder text, failure text, created_at text not null,
    shown_at text, deadline text, ended_at text)`,
  `create table wallet_changes (
    id text primary key, account_id text not null references accounts (id), old_address text not null,
    new_address text, new_holder text, new_method text, state text not null, asked_at text not null,
    due_at text not null, ended_at text)`,
  `create table wallet_joins (
    id text primary key, asker_id text not null references accounts (id),
    owner_id text not null references accounts (id), address text not null, state text not null,
    asked_at text not null, expires_at text not null, ended_at text)`,
  `create table safety_phrases (
    account_id text primary key references accounts (id), phrase text not null, set_at text not null)`,
  'create table walletconnect_entries (key text primary key, value text not null)',
  `create table live_screens (
    id text not null, platform text not null, place text not null, version integer not null,
    failures integer not null, lease_until text, shown_at text not null, primary key (id))`,
]

const indexes = [
  'create unique index wallet_links_address on wallet_links (address) where ended_at is null',
  'create unique index wallet_links_account on wallet_links (account_id) where ended_at is null',
  'create index wallet_flows_open on wallet_flows (created_at) where ended_at is null',
  'create index wallet_flows_paired on wallet_flows (state) where pairing_topic is not null',
  'create index wallet_flows_account on wallet_flows (account_id, created_at)',
  `create unique index wallet_changes_account on wallet_changes (account_id) where state = 'pending'`,
  `create index wallet_changes_due on wallet_changes (due_at) where state = 'pending'`,
  `create index wallet_joins_open on wallet_joins (owner_id) where state = 'asked'`,
]
