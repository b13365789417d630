import type { AccountId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'

/** An expert with a wallet: of their own, or a demo wallet, which signs for them on the local chain. */
export interface ExpertWallet {
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly address: string
  /** Null for a wallet of their own. */
  readonly demoIndex: number | null
}

/** A wallet of the local chain, which the program signs for. */
export interface DemoWallet {
  readonly address: string
  readonly demoIndex: number
}

/** Experts who have wallets, by address as the court's list is sorted. */
export async function expertWallets(trx: Trx): Promise<ExpertWallet[]> {
  const rows = await trx
    .selectFrom('roles')
    .innerJoin('accounts', 'accounts.id', 'roles.account_id')
    .innerJoin('wallets', 'wallets.account_id', 'accounts.id')
    .select(['accounts.id', 'accounts.person_id', 'wallets.address', 'wallets.demo_index'])
    .where('roles.role', '=', 'expert')
    .where('accounts.merged_into', 'is', null)
    .execute()
  return rows
    .map((row) => ({
      accountId: row.id,
      personId: row.person_id,
      address: row.address,
      demoIndex: row.demo_index,
    }))
    .toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))
}

/** The demo wallet of an account, or null. */
export async function demoWalletOf(trx: Trx, accountId: AccountId): Promise<DemoWallet | null> {
  const row = await trx
    .selectFrom('wallets')
    .select(['address', 'demo_index'])
    .where('account_id', '=', accountId)
    .where('demo_index', 'is not', null)
    .executeTakeFirst()
  return row ? { address: row.address, demoIndex: row.demo_index ?? 0 } : null
}
