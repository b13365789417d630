import type { Instant } from '../clock.ts'
import type { AccountId } from '../ids.ts'
import type { Role } from '../people/account.ts'
import type { Trx } from './database.ts'

/** Stores a role once; a second grant changes nothing. */
export async function insertRole(
  trx: Trx,
  grant: { accountId: AccountId; role: Role; grantedAt: Instant },
): Promise<void> {
  await trx
    .insertInto('roles')
    .values({ account_id: grant.accountId, role: grant.role, granted_at: grant.grantedAt })
    .onConflict((conflict) => conflict.columns(['account_id', 'role']).doNothing())
    .execute()
}
