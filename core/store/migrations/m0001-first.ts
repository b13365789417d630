import { type Kysely, sql } from 'kysely'

/** The first schema. Text everywhere except counters; see schema/ for what each column holds. */
export const m0001First = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [...tables, ...indexes]) await sql.raw(statement).execute(db)
  },
}

const tables = [
  `create table accounts (
    id text primary key, person_id text not null, locale text not null, consent_at text,
    merged_into text references accounts (id), created_at text not null)`,
  `create table identities (
    platform text not null, platform_user_id text not null, account_id text not null references accounts (id),
    display_name text not null, reachable integer not null default 1, direct_channel_id text,
    created_at text not null, primary key (platform, platform_user_id))`,
  `create table roles (
    account_id text not null references accounts (id), role text not null, granted_at text not null,
    primary key (account_id, role))`,
  `create table link_codes (
    code text primary key, account_id text not null references accounts (id), expires_at text not null)`,
  `create table projects (
    id text primary key, slug text not null unique, state text not null, definition text not null,
    guideline_version integer not null, budget_wei text not null, committed_wei text not null,
    pseudonym_key text not null, created_by text references accounts (id), created_at text not null)`,
  `create table guideline_versions (
    project_id text not null references projects (id), version integer not null, content text not null,
    created_at text not null, primary key (project_id, version))`,
  `create table items (
    id text primary key, project_id text not null references projects (id), ordinal integer not null,
    external_id text not null, content text not null, gold_label text, state text not null,
    round integer not null, wanted integer not null, open_slots integer not null check (open_slots >= 0),
    started integer not null default 0, closed_at text,
    unique (project_id, external_id), unique (project_id, ordinal))`,
  `create table imports (
    id text primary key, project_id text not null references projects (id), file_name text not null,
    accepted integer not null, duplicates integer not null, refused integer not null,
    refusals text not null, created_at text not null)`,
  `create table assignments (
    id text primary key, project_id text not null references projects (id),
    item_id text not null references items (id), account_id text not null references accounts (id),
    person_id text not null, role text not null, round integer not null, state text not null,
    skip_reason text, leased_at text not null, deadline text not null, closed_at text,
    unique (item_id, person_id))`,
  `create table annotations (
    id text primary key, assignment_id text not null unique references assignments (id),
    project_id text not null references projects (id), item_id text not null references items (id),
    account_id text not null references accounts (id), person_id text not null, round integer not null,
    label text not null, guideline_version integer not null, counted integer not null, late integer not null,
    stake_wei text not null, duration_ms integer not null, platform text not null, created_at text not null)`,
  `create table decisions (
    id text primary key, project_id text not null references projects (id),
    item_id text not null references items (id), round integer not null, label text not null,
    method text not null, agree integer not null, total integer not null, decided_at text not null,
    unique (item_id, round))`,
  `create table wallets (
    account_id text primary key references accounts (id), address text not null unique, kind text not null,
    demo_index integer unique, stake_wei text not null, held_wei text not null, earned_wei text not null,
    slashed_wei text not null, withdrawn_wei text not null default '0', created_at text not null)`,
  `create table stake_deposits (
    id text primary key, account_id text not null references accounts (id), address text not null,
    amount_wei text not null, state text not null, transaction_id text, created_at text not null)`,
  `create table project_fundings (
    id text primary key, project_id text not null references projects (id), kind text not null,
    amount_wei text not null, state text not null, transaction_id text, created_at text not null)`,
  `create table stake_locks (
    id text primary key, annotation_id text not null unique references annotations (id),
    account_id text not null references accounts (id), address text not null, amount_wei text not null,
    state text not null, transaction_id text, created_at text not null)`,
  `create table settlements (
    id text primary key, decision_id text not null unique references decisions (id),
    project_id text not null references projects (id), item_id text not null references items (id),
    state text not null, transaction_id text, transaction_hash text, created_at text not null, settled_at text)`,
  `create table settlement_entries (
    settlement_id text not null references settlements (id), lock_id text not null unique,
    annotation_id text not null references annotations (id), account_id text not null references accounts (id),
    reward_wei text not null, slash_wei text not null, paid_reward_wei text, paid_slash_wei text,
    paid_share_wei text, primary key (settlement_id, lock_id))`,
  'create table chain_state (key text primary key, value text not null)',
  `create table chain_transactions (
    id text primary key, kind text not null, reference text not null unique, to_address text,
    data text not null, state text not null, sequence integer not null unique, nonce integer,
    attempts text not null, hash text, block_number integer, gas_used text, contract_address text,
    failure text, sent_at text, created_at text not null, confirmed_at text)`,
  `create table chain_events (
    block_number integer not null, log_index integer not null, block_hash text not null,
    transaction_hash text not null, event text not null, primary key (block_number, log_index))`,
  `create table notifications (
    id text primary key, account_id text not null references accounts (id), kind text not null,
    params text not null, dedupe_key text not null unique, state text not null,
    attempts integer not null default 0, run_after text not null, lease_until text, platform text,
    created_at text not null, sent_at text)`,
  `create table actions (
    id text primary key, account_id text not null references accounts (id), choices text not null,
    created_at text not null, expires_at text not null)`,
  `create table platform_events (
    platform text not null, event_id text not null, answer text not null, received_at text not null,
    primary key (platform, event_id))`,
  `create table web_messages (
    id text primary key, user_id text not null, version integer not null, position integer not null,
    author text not null, screen text not null, notice integer not null default 0, event_id text not null,
    created_at text not null, unique (user_id, version), unique (user_id, author, event_id))`,
  `create table audit_entries (
    id text primary key, account_id text references accounts (id), action text not null, target text not null,
    details text not null, created_at text not null)`,
]

const indexes = [
  'create index accounts_person on accounts (person_id)',
  'create index identities_account on identities (account_id)',
  'create index items_dispatch on items (project_id, started, ordinal) where open_slots > 0',
  'create index items_state on items (project_id, state)',
  'create index items_gold on items (project_id) where gold_label is not null',
  `create unique index assignments_live on assignments (account_id) where state = 'leased'`,
  `create index assignments_deadline on assignments (deadline) where state = 'leased'`,
  'create index assignments_person on assignments (person_id, project_id, leased_at)',
  'create index annotations_item on annotations (item_id, round)',
  'create index annotations_person on annotations (person_id, created_at)',
  'create index annotations_project on annotations (project_id, id, person_id)',
  'create index decisions_project on decisions (project_id)',
  'create index stake_deposits_state on stake_deposits (state, created_at)',
  'create index project_fundings_state on project_fundings (state, created_at)',
  'create index stake_deposits_transaction on stake_deposits (transaction_id)',
  'create index stake_locks_transaction on stake_locks (transaction_id) where transaction_id is not null',
  'create index stake_locks_state on stake_locks (state, created_at)',
  'create index settlements_state on settlements (state, created_at)',
  'create index settlements_project on settlements (project_id)',
  'create index settlement_entries_annotation on settlement_entries (annotation_id)',
  'create index settlement_entries_unpaid on settlement_entries (account_id) where paid_reward_wei is null',
  'create index chain_transactions_state on chain_transactions (state, sequence)',
  'create index notifications_due on notifications (state, run_after)',
  'create index notifications_account on notifications (account_id, created_at)',
  'create index actions_account on actions (account_id, created_at)',
  'create index actions_expiry on actions (expires_at)',
  'create index platform_events_received on platform_events (received_at)',
]
