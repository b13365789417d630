import type { AccountId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'

/** How the mirror of a wallet changes, in wei; each may be negative. */
export interface WalletChange {
  readonly deposited?: bigint
  readonly withdrawn?: bigint
  readonly held?: bigint
  readonly earned?: bigint
  readonly slashed?: bigint
}

/** Changes the mirror of the wallet with this address and returns its account; null when it is nobody's. */
export function changeWallet(trx: Trx, address: string, change: WalletChange): Promise<AccountId | null> {
  return changeWhere(trx, 'address', address, change)
}

/** Changes the mirror of an account's wallet, if it has one. */
export async function changeWalletOf(trx: Trx, accountId: AccountId, change: WalletChange): Promise<void> {
  await changeWhere(trx, 'account_id', accountId, change)
}

async function changeWhere(
  trx: Trx,
  column: 'address' | 'account_id',
  value: string,
  change: WalletChange,
): Promise<AccountId | null> {
  const row = await trx
    .selectFrom('wallets')
    .selectAll()
    .where(column, '=', value)
    .$if(locksRows(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (!row) return null
  const { deposited = 0n, withdrawn = 0n, held = 0n, earned = 0n, slashed = 0n } = change
  const stake = BigInt(row.stake_wei) + deposited - slashed - withdrawn
  await trx
    .updateTable('wallets')
    .set({
      // What has vested is not counted before the next look at the ledger, so more may be taken out than is here.
      stake_wei: String(stake > 0n ? stake : 0n),
      held_wei: String(BigInt(row.held_wei) + held),
      earned_wei: String(BigInt(row.earned_wei) + earned),
      slashed_wei: String(BigInt(row.slashed_wei) + slashed),
      withdrawn_wei: String(BigInt(row.withdrawn_wei) + withdrawn),
    })
    .where('account_id', '=', row.account_id)
    .execute()
  return row.account_id
}

/** True for a wallet of the local chain that the operator endows. */
export async function isDemoWallet(trx: Trx, address: string): Promise<boolean> {
  const row = await trx.selectFrom('wallets').select('kind').where('address', '=', address).executeTakeFirst()
  return row?.kind === 'demo'
}
