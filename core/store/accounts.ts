import type { Instant } from '../clock.ts'
import type { AccountId, PersonId } from '../ids.ts'
import type { Account, Role } from '../people/account.ts'
import { locksRows, type Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import { isOneOf } from './is-one-of.ts'
import { movePhrase } from './safety-phrases.ts'
import type { Flag } from './schema/values.ts'
import { moveLink } from './wallet-links.ts'

/** One identity with the account it belongs to. */
export interface KnownIdentity {
  readonly account: Account
  readonly displayName: string
  readonly directChannelId: string | null
  readonly reachable: boolean
}

interface IdentityKey {
  readonly platform: string
  readonly userId: string
}

const byIdentity = hotQuery((db, key: IdentityKey, locks) =>
  db
    .selectFrom('identities')
    .innerJoin('accounts', 'accounts.id', 'identities.account_id')
    .leftJoin('roles', 'roles.account_id', 'accounts.id')
    .select([
      'accounts.id',
      'accounts.person_id',
      'accounts.locale',
      'accounts.consent_at',
      'roles.role',
      'identities.display_name',
      'identities.direct_channel_id',
      'identities.reachable',
    ])
    .where('identities.platform', '=', key.platform)
    .where('identities.platform_user_id', '=', key.userId)
    .where('accounts.merged_into', 'is', null)
    .$if(locks, (query) => query.forNoKeyUpdate('accounts')),
)

/** The identity with its account, locked on PostgreSQL; null when nobody of that name ever wrote, or
 * when the account was merged into another one while this call waited for its lock. */
export async function lockIdentity(trx: Trx, key: IdentityKey): Promise<KnownIdentity | null> {
  const rows = await byIdentity.all(trx, key)
  const [row] = rows
  if (!row) return null
  const roles = new Set(rows.flatMap((one) => (one.role === null ? [] : [one.role as Role])))
  const { id, person_id: personId, locale, consent_at: consentAt } = row
  return {
    account: { id, personId, locale, consentAt, roles },
    displayName: row.display_name,
    directChannelId: row.direct_channel_id,
    reachable: row.reachable === 1,
  }
}

/** Stores a new account with its first identity. False, and nothing stored, when the identity exists. */
export async function insertAccount(
  trx: Trx,
  account: Account & { createdAt: Instant },
  identity: IdentityKey & { displayName: string; directChannelId: string | null },
): Promise<boolean> {
  const { id, personId, locale, consentAt, createdAt } = account
  await trx
    .insertInto('accounts')
    .values({
      id,
      person_id: personId,
      locale,
      consent_at: consentAt,
      merged_into: null,
      created_at: createdAt,
    })
    .execute()
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('identities')
    .values({
      platform: identity.platform,
      platform_user_id: identity.userId,
      account_id: id,
      display_name: identity.displayName,
      reachable: 1,
      direct_channel_id: identity.directChannelId,
      created_at: createdAt,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'platform_user_id']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return true
  await trx.deleteFrom('accounts').where('id', '=', id).execute()
  return false
}

/** Remembers what the platform says of a person now; whoever writes is reachable again. */
export async function refreshIdentity(
  trx: Trx,
  key: IdentityKey,
  now: { displayName: string; directChannelId: string | null },
): Promise<void> {
  const reachable: Flag = 1
  await trx
    .updateTable('identities')
    .set({ display_name: now.displayName, direct_channel_id: now.directChannelId, reachable })
    .where('platform', '=', key.platform)
    .where('platform_user_id', '=', key.userId)
    .execute()
}

/** The language of an account, following a merge into another account; English for none. */
export async function findLocale(trx: Trx, id: AccountId): Promise<string> {
  const row = await trx
    .selectFrom('accounts as named')
    .innerJoin('accounts as current', (join) =>
      join.on((eb) => eb('current.id', '=', eb.fn.coalesce('named.merged_into', 'named.id'))),
    )
    .select('current.locale')
    .where('named.id', '=', id)
    .executeTakeFirst()
  return row?.locale ?? 'en'
}

export async function updateLocale(trx: Trx, id: AccountId, locale: string): Promise<void> {
  await trx.updateTable('accounts').set({ locale }).where('id', '=', id).execute()
}

/** Sets the time of consent unless there is one. */
export async function updateConsent(trx: Trx, id: AccountId, consentAt: Instant): Promise<void> {
  await trx
    .updateTable('accounts')
    .set({ consent_at: consentAt })
    .where('id', '=', id)
    .where('consent_at', 'is', null)
    .execute()
}

/** The account through which a person is told things: the first of those still in use. */
export async function accountOfPerson(trx: Trx, personId: PersonId): Promise<AccountId | null> {
  const row = await trx
    .selectFrom('accounts')
    .select('id')
    .where('person_id', '=', personId)
    .where('merged_into', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The accounts of everybody who has a role and still uses them. */
export async function accountsWithRole(trx: Trx, role: Role): Promise<AccountId[]> {
  const rows = await trx
    .selectFrom('roles')
    .innerJoin('accounts', 'accounts.id', 'roles.account_id')
    .select('accounts.id')
    .where('roles.role', '=', role)
    .where('accounts.merged_into', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/** Locks the accounts of these people until the transaction ends, in the order of their ids: none of them is in the
 * middle of a tap then, and none begins one. SQLite has one writer, so there is nothing to lock. */
export async function lockAccountsOf(trx: Trx, people: readonly PersonId[]): Promise<void> {
  if (!locksRows(trx)) return
  await trx
    .selectFrom('accounts')
    .select('id')
    .where(isOneOf(trx, 'person_id', people))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** The person behind an account that is still in use, its row locked on PostgreSQL; null otherwise. */
export async function lockPerson(trx: Trx, id: AccountId): Promise<PersonId | null> {
  const row = await trx
    .selectFrom('accounts')
    .select('person_id')
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .$if(locksRows(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  return row?.person_id ?? null
}

/** Moves an account's identities, roles and consent to another account and retires it. Its wallet goes along
 * unless the other account has one: nobody loses the use of their stake by linking. What it had begun with its
 * wallet ends. */
export async function mergeAccount(
  trx: Trx,
  { from, into, at }: { from: AccountId; into: AccountId; at: Instant },
): Promise<void> {
  await trx.updateTable('identities').set({ account_id: into }).where('account_id', '=', from).execute()
  await trx
    .insertInto('roles')
    .columns(['account_id', 'role', 'granted_at'])
    .expression((eb) =>
      eb
        .selectFrom('roles')
        .select([eb.val(into).as('account_id'), 'role', 'granted_at'])
        .where('account_id', '=', from),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'role']).doNothing())
    .execute()
  const old = await trx
    .selectFrom('accounts')
    .select('consent_at')
    .where('id', '=', from)
    .executeTakeFirstOrThrow()
  if (old.consent_at) await updateConsent(trx, into, old.consent_at)
  await moveWallet(trx, from, into)
  await moveLink(trx, from, into)
  await movePhrase(trx, from, into)
  await endWalletWork(trx, from, at)
  await trx
    .updateTable('accounts')
    .set({ merged_into: into })
    .where((eb) => eb.or([eb('id', '=', from), eb('merged_into', '=', from)]))
    .execute()
}

async function endWalletWork(trx: Trx, accountId: AccountId, at: Instant): Promise<void> {
  await trx
    .updateTable('wallet_flows')
    .set((eb) => ({ state: 'failed', failure: 'stopped', ended_at: at, version: eb('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
  await trx
    .updateTable('wallet_changes')
    .set({ state: 'cancelled', ended_at: at })
    .where('account_id', '=', accountId)
    .where('state', '=', 'pending')
    .execute()
  await trx
    .updateTable('wallet_joins')
    .set({ state: 'expired', ended_at: at })
    .where((eb) => eb.or([eb('asker_id', '=', accountId), eb('owner_id', '=', accountId)]))
    .where('state', '=', 'asked')
    .execute()
}

async function moveWallet(trx: Trx, from: AccountId, into: AccountId): Promise<void> {
  await trx
    .updateTable('wallets')
    .set({ account_id: into })
    .where('account_id', '=', from)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('wallets as other').select('other.account_id').where('other.account_id', '=', into),
        ),
      ),
    )
    .execute()
}

/** Gives every account, assignment and annotation of one person to another. An assignment of an item that
 * the other person had too stays as it is: (item, person, round) is unique, and either row keeps the item seen. */
export async function mergePerson(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  await trx.updateTable('accounts').set({ person_id: into }).where('person_id', '=', from).execute()
  await trx.updateTable('annotations').set({ person_id: into }).where('person_id', '=', from).execute()
  await trx.updateTable('draws').set({ person_id: into }).where('person_id', '=', from).execute()
  await trx
    .updateTable('assignments')
    .set({ person_id: into })
    .where('person_id', '=', from)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('assignments as other')
            .select('other.id')
            .whereRef('other.item_id', '=', 'assignments.item_id')
            .where('other.person_id', '=', into),
        ),
      ),
    )
    .execute()
}
