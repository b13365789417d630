import type { AccountId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'

/** An expert with a demo wallet, which signs for them on the local chain. */
export interface DemoExpert {
  readonly personId: PersonId
  readonly address: string
  readonly demoIndex: number
}

/** Experts whose wallets are demo wallets, by address. */
export async function demoExperts(trx: Trx): Promise<DemoExpert[]> {
  const rows = await trx
    .selectFrom('roles')
    .innerJoin('accounts', 'accounts.id', 'roles.account_id')
    .innerJoin('wallets', 'wallets.account_id', 'accounts.id')
    .select(['accounts.person_id', 'wallets.address', 'wallets.demo_index'])
    .where('roles.role', '=', 'expert')
    .where('accounts.merged_into', 'is', null)
    .where('wallets.demo_index', 'is not', null)
    .orderBy('wallets.address')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    address: row.address,
    demoIndex: row.demo_index ?? 0,
  }))
}

/** The demo wallet of an account, or null. */
export async function demoWalletOf(
  trx: Trx,
  accountId: AccountId,
): Promise<Pick<DemoExpert, 'address' | 'demoIndex'> | null> {
  const row = await trx
    .selectFrom('wallets')
    .select(['address', 'demo_index'])
    .where('account_id', '=', accountId)
    .where('demo_index', 'is not', null)
    .executeTakeFirst()
  return row ? { address: row.address, demoIndex: row.demo_index ?? 0 } : null
}
