import type { Clock } from '../clock.ts'
import type { AccountId } from '../ids.ts'
import { updateConsent } from '../store/accounts.ts'
import type { Trx } from '../store/database.ts'

/** Records that a person agreed to the terms; the first time counts. */
export async function giveConsent(trx: Trx, clock: Clock, accountId: AccountId): Promise<void> {
  await updateConsent(trx, accountId, clock.now())
}
