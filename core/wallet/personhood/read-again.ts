import { type Clock, plusMs } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { Account } from '../../people/account.ts'
import type { Trx } from '../../store/database.ts'
import { addressesOfPerson, forgetReadings } from '../../store/personhood.ts'

const PAUSE_MS = 5 * 60_000

/** Has the contracts asked about a person's wallets again at the next turn; what they said last counts until then.
 * @throws ExpectedError `wallet.notLinked`, `wallet.tooOften` when they were asked within five minutes */
export async function readAgain(trx: Trx, clock: Clock, account: Account): Promise<void> {
  const addresses = await addressesOfPerson(trx, account.personId)
  if (addresses.length === 0) throw new ExpectedError('wallet.notLinked', {})
  const forgotten = await forgetReadings(trx, addresses, plusMs(clock.now(), -PAUSE_MS))
  if (forgotten === 0) throw new ExpectedError('wallet.tooOften', { minutes: PAUSE_MS / 60_000 })
}
