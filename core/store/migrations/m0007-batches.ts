import { type Kysely, sql } from 'kysely'

/** What the ledger knows of people, projects and batches; see schema/ for what each column holds. */
export const m0007Batches = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'alter table wallets add column ledger_account integer',
  'create unique index wallets_ledger on wallets (ledger_account) where ledger_account is not null',
  'alter table projects add column ledger_project integer',
  `create table seats (
    seat integer primary key, ledger_account integer not null, stake_wei text not null, state text not null)`,
  'create index seats_account on seats (ledger_account)',
  `create table batches (
    id text primary key, number integer unique, project_id text not null references projects (id),
    ledger_project integer not null, state text not null, secret text not null, salt text not null,
    labels_root text not null, annotators text not null, items text not null, terms text, seat_count integer,
    seed_block integer, seed text, votes text, open_items text, panel_seed text, panel_votes text,
    expert_items text,
    verdicts text, ends_at text, settled_block integer, paid_by text, paid_hash text, accounted integer not null default 0, created_at text not null,
    closed_at text)`,
  'create index batches_open on batches (closed_at, created_at)',
  'create index batches_project on batches (project_id)',
  'create index batches_accounted on batches (accounted, number)',
  `create table batch_items (
    batch_id text not null references batches (id), position integer not null,
    item_id text not null references items (id), round integer not null,
    annotation_id text not null references annotations (id), outcome text, primary key (batch_id, position))`,
  'create index batch_items_annotation on batch_items (annotation_id)',
  `create table batch_calls (
    id text primary key, batch_id text not null references batches (id), step text not null,
    transaction_id text references chain_transactions (id), created_at text not null)`,
  'create index batch_calls_batch on batch_calls (batch_id, step)',
  'create index batch_calls_transaction on batch_calls (transaction_id)',
  `create table payments (
    annotation_id text primary key references annotations (id), batch_id text not null references batches (id),
    account_id text not null references accounts (id), reward_wei text not null, share_wei text not null,
    slash_wei text not null, transaction_hash text not null, paid_at text not null)`,
  'create index payments_account on payments (account_id, paid_at)',
  'create index payments_batch on payments (batch_id)',
  'drop table settlement_entries',
  'drop table settlements',
]
