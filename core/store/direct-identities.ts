import type { AccountId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Where one account can be written to privately. */
export interface DirectIdentity {
  readonly platform: string
  readonly userId: string
  readonly directChannelId: string | null
  readonly locale: string
}

/** The reachable identities of an account, following a merge into another account; newest first. */
export async function directIdentities(trx: Trx, accountId: AccountId): Promise<DirectIdentity[]> {
  const rows = await trx
    .selectFrom('accounts as named')
    .innerJoin('accounts as current', (join) =>
      join.on((eb) => eb('current.id', '=', eb.fn.coalesce('named.merged_into', 'named.id'))),
    )
    .innerJoin('identities', 'identities.account_id', 'current.id')
    .select([
      'identities.platform',
      'identities.platform_user_id',
      'identities.direct_channel_id',
      'current.locale',
    ])
    .where('named.id', '=', accountId)
    .where('identities.reachable', '=', 1)
    .orderBy('identities.created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    platform: row.platform,
    userId: row.platform_user_id,
    directChannelId: row.direct_channel_id,
    locale: row.locale,
  }))
}

/** Remembers that a platform refuses private messages to a person, until they write again. */
export async function markUnreachable(trx: Trx, identity: DirectIdentity): Promise<void> {
  await trx
    .updateTable('identities')
    .set({ reachable: 0 })
    .where('platform', '=', identity.platform)
    .where('platform_user_id', '=', identity.userId)
    .execute()
}
