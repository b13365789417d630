import type { Instant } from '../clock.ts'
import type { AccountId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Stores an account's code in place of any it had. */
export async function replaceLinkCode(
  trx: Trx,
  link: { code: string; accountId: AccountId; expiresAt: Instant },
): Promise<void> {
  await deleteLinkCodes(trx, link.accountId)
  await trx
    .insertInto('link_codes')
    .values({ code: link.code, account_id: link.accountId, expires_at: link.expiresAt })
    .execute()
}

/** Uses up a code that has not expired. Returns the account that issued it, or null. */
export async function takeLinkCode(trx: Trx, code: string, now: Instant): Promise<AccountId | null> {
  const row = await trx
    .deleteFrom('link_codes')
    .where('code', '=', code)
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst()
  return row?.account_id ?? null
}

export async function deleteLinkCodes(trx: Trx, accountId: AccountId): Promise<void> {
  await trx.deleteFrom('link_codes').where('account_id', '=', accountId).execute()
}
