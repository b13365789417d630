import type { Clock } from '../clock.ts'
import type { Trx } from '../store/database.ts'
import { findWallet, insertDemoWallet, nextDemoIndex, type Wallet } from '../store/wallets.ts'
import type { Account } from './account.ts'

/** Wallets of the local chain, each derived from one mnemonic by its index. */
export interface DemoWallets {
  /** The address of the demo wallet with this index, from 0. */
  addressOf(index: number): string
  /** Stake that every demo wallet is granted, in wei. */
  readonly stakeWei: bigint
}

/** The wallet of an account. On the local chain whoever has none gets the next demo wallet with its
 * stake, usable at once; elsewhere null. */
export async function ensureWallet(
  trx: Trx,
  clock: Clock,
  account: Account,
  demoWallets: DemoWallets | null,
): Promise<Wallet | null> {
  const known = await findWallet(trx, account.id)
  if (known || !demoWallets) return known
  const { stakeWei } = demoWallets
  const accountId = account.id
  for (let taken = -1; ; ) {
    const demoIndex = await nextDemoIndex(trx)
    if (demoIndex === taken) throw new Error(`the address of demo wallet ${demoIndex} is taken`)
    const address = demoWallets.addressOf(demoIndex)
    const created = { accountId, address, demoIndex, stakeWei, createdAt: clock.now() }
    // Another newcomer may take the same index at the same moment: then the next one is free.
    if (await insertDemoWallet(trx, created)) {
      return {
        accountId,
        address,
        kind: 'demo',
        stakeWei,
        heldWei: 0n,
        earnedWei: 0n,
        slashedWei: 0n,
        session: null,
      }
    }
    taken = demoIndex
  }
}
