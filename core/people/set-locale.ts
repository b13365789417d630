import type { AccountId } from '../ids.ts'
import { updateLocale } from '../store/accounts.ts'
import type { Trx } from '../store/database.ts'

/** Changes the language Tagora speaks with an account; `locale` must be one of our locales. */
export async function setLocale(trx: Trx, accountId: AccountId, locale: string): Promise<void> {
  await updateLocale(trx, accountId, locale)
}
