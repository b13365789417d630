import type { Instant } from '../clock.ts'
import type { AccountId } from '../ids.ts'
import type { Trx } from './database.ts'

/** The words an account chose to know our wallet messages by, or null. */
export async function findPhrase(trx: Trx, accountId: AccountId): Promise<string | null> {
  const row = await trx
    .selectFrom('safety_phrases')
    .select('phrase')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.phrase ?? null
}

export async function writePhrase(
  trx: Trx,
  { accountId, phrase, setAt }: { accountId: AccountId; phrase: string; setAt: Instant },
): Promise<void> {
  await trx
    .insertInto('safety_phrases')
    .values({ account_id: accountId, phrase, set_at: setAt })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ phrase, set_at: setAt }))
    .execute()
}

/** Gives the phrase of one account to another that has none. */
export async function movePhrase(trx: Trx, from: AccountId, into: AccountId): Promise<void> {
  if ((await findPhrase(trx, into)) !== null) return
  await trx.updateTable('safety_phrases').set({ account_id: into }).where('account_id', '=', from).execute()
}
