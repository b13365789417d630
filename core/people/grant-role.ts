import type { Clock } from '../clock.ts'
import type { AccountId } from '../ids.ts'
import type { Trx } from '../store/database.ts'
import { insertRole } from '../store/roles.ts'
import type { Role } from './account.ts'

/** Gives an account a role; granting it twice changes nothing. */
export async function grantRole(trx: Trx, clock: Clock, accountId: AccountId, role: Role): Promise<void> {
  await insertRole(trx, { accountId, role, grantedAt: clock.now() })
}
