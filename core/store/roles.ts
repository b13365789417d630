import type { Instant } from '../clock.ts'
import type { AccountId, PersonId } from '../ids.ts'
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

/** Takes a role from all accounts of a person; from those without it nothing. */
export async function deleteRole(trx: Trx, personId: PersonId, role: Role): Promise<void> {
  await trx
    .deleteFrom('roles')
    .where('role', '=', role)
    .where('account_id', 'in', (eb) =>
      eb.selectFrom('accounts').select('id').where('person_id', '=', personId),
    )
    .execute()
}

/** Gives a role to every account of a person that is still in use. */
export async function insertRoleOfPerson(
  trx: Trx,
  grant: { personId: PersonId; role: Role; grantedAt: Instant },
): Promise<void> {
  const accounts = await trx
    .selectFrom('accounts')
    .select('id')
    .where('person_id', '=', grant.personId)
    .where('merged_into', 'is', null)
    .execute()
  for (const { id: accountId } of accounts) {
    await insertRole(trx, { accountId, role: grant.role, grantedAt: grant.grantedAt })
  }
}
