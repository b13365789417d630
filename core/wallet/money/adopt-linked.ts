import type { Store } from '../../store/database.ts'
import { unknownToLedger } from '../../store/wallet-links.ts'
import type { MoneyLedger } from './money-ledger.ts'

/** So many are looked at in a turn: each costs a question to the chain. */
const AT_ONCE = 10

/** Looks whether the wallets linked last had a stake before, so that it can be used without another deposit.
 * @throws ExpectedError `chain.unreachable` */
export async function adoptLinked(store: Store, money: Pick<MoneyLedger, 'adopt'>): Promise<void> {
  const addresses = await store.transaction((trx) => unknownToLedger(trx, AT_ONCE))
  for (const address of addresses) await money.adopt(address)
}
