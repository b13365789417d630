import type { AccountId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import { rowOfSession, type WalletSession } from './wallet-sessions.ts'

/** A project that the ledger does not know yet. */
export interface UnknownProject {
  readonly id: ProjectId
  /** JSON in the form of a project file. */
  readonly source: string
}

/** A budget to be paid in or back, of a project the ledger knows. */
export interface DueFunding {
  readonly id: string
  readonly ledgerProject: number
  readonly kind: 'fund' | 'refund'
  readonly amountWei: bigint
}

/** Stake that the operator deposits for a demo wallet. */
export interface DueDeposit {
  readonly id: string
  readonly address: string
  readonly amountWei: bigint
  readonly demoIndex: number
}

/** Projects without an id on the ledger, oldest first. */
export async function projectsUnknownToLedger(trx: Trx): Promise<UnknownProject[]> {
  const rows = await trx
    .selectFrom('projects')
    .select(['id', 'definition'])
    .where('ledger_project', 'is', null)
    .orderBy('created_at')
    .limit(100)
    .execute()
  return rows.map(({ id, definition }) => ({ id, source: definition }))
}

/** Fundings and refunds without a transaction, oldest first. */
export async function dueFundings(trx: Trx): Promise<DueFunding[]> {
  const rows = await trx
    .selectFrom('project_fundings')
    .innerJoin('projects', 'projects.id', 'project_fundings.project_id')
    .select(['project_fundings.id', 'project_fundings.kind', 'project_fundings.amount_wei'])
    .select('projects.ledger_project')
    .where('project_fundings.state', '=', 'pending')
    .where('projects.ledger_project', 'is not', null)
    .orderBy('project_fundings.created_at')
    .orderBy('project_fundings.id')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    ledgerProject: row.ledger_project ?? 0,
    kind: row.kind as DueFunding['kind'],
    amountWei: BigInt(row.amount_wei),
  }))
}

/** Deposits for demo wallets without a transaction, oldest first. */
export async function dueDeposits(trx: Trx): Promise<DueDeposit[]> {
  const rows = await trx
    .selectFrom('stake_deposits')
    .innerJoin('wallets', 'wallets.address', 'stake_deposits.address')
    .select(['stake_deposits.id', 'stake_deposits.address', 'stake_deposits.amount_wei'])
    .select('wallets.demo_index')
    .where('stake_deposits.state', '=', 'pending')
    .where('wallets.demo_index', 'is not', null)
    .orderBy('stake_deposits.created_at')
    .orderBy('stake_deposits.id')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    amountWei: BigInt(row.amount_wei),
    demoIndex: row.demo_index ?? 0,
  }))
}

/** Stores the id a project has on the ledger; null when a reorganisation took it away. */
export async function setLedgerProject(trx: Trx, id: ProjectId, number: number | null): Promise<void> {
  await trx.updateTable('projects').set({ ledger_project: number }).where('id', '=', id).execute()
}

/** Stores the id of the account of an address on the ledger; nothing when the address is nobody's we know. */
export async function setLedgerAccount(trx: Trx, address: string, account: number | null): Promise<void> {
  await trx.updateTable('wallets').set({ ledger_account: account }).where('address', '=', address).execute()
}

/** What an address already had when it became somebody's we know. */
export interface AccountOnLedger {
  readonly account: number
  readonly stakeWei: bigint
  readonly session: WalletSession
}

/** Gives a linked wallet the account it has on the ledger, with its stake; false when it has one already. */
export async function adoptWallet(
  trx: Trx,
  address: string,
  { account, stakeWei, session }: AccountOnLedger,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('wallets')
    .set({ ledger_account: account, stake_wei: String(stakeWei), ...rowOfSession(session) })
    .where('address', '=', address)
    .where('kind', '=', 'linked')
    .where('ledger_account', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The address behind an account of the ledger, or null. */
export async function addressOfLedgerAccount(trx: Trx, account: number): Promise<string | null> {
  const row = await trx
    .selectFrom('wallets')
    .select('address')
    .where('ledger_account', '=', account)
    .executeTakeFirst()
  return row?.address ?? null
}

/** Whose account of the ledger it is, or null. */
export async function accountOfLedgerAccount(trx: Trx, account: number): Promise<AccountId | null> {
  const row = await trx
    .selectFrom('wallets')
    .select('account_id')
    .where('ledger_account', '=', account)
    .executeTakeFirst()
  return row?.account_id ?? null
}

/** Notes which transaction carries a funding or deposit. */
export async function markQueued(
  trx: Trx,
  table: 'project_fundings' | 'stake_deposits',
  id: string,
  transactionId: string,
): Promise<void> {
  await trx
    .updateTable(table)
    .set({ state: 'queued', transaction_id: transactionId })
    .where('id', '=', id)
    .execute()
}
