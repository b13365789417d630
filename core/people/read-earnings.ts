import type { PersonId } from '../ids.ts'
import type { Trx } from '../store/database.ts'
import { openRewards } from '../store/open-rewards.ts'
import { walletsOfPerson } from '../store/wallets.ts'

/** A person's money over all their accounts, in wei. */
export interface Earnings {
  readonly earnedWei: bigint
  /** Rewards, without premium, of annotations that wait for their validators or for the ledger. */
  readonly pendingWei: bigint
  readonly slashedWei: bigint
  readonly stakeWei: bigint
  readonly heldWei: bigint
  readonly address: string
}

/** What a person earned, has coming, lost and holds; null when no account of theirs has a wallet. */
export async function readEarnings(trx: Trx, person: PersonId): Promise<Earnings | null> {
  const wallets = await walletsOfPerson(trx, person)
  const [first] = wallets
  if (!first) return null
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  return {
    earnedWei: sum(wallets.map((wallet) => wallet.earnedWei)),
    pendingWei: sum(await openRewards(trx, person)),
    slashedWei: sum(wallets.map((wallet) => wallet.slashedWei)),
    stakeWei: sum(wallets.map((wallet) => wallet.stakeWei)),
    heldWei: sum(wallets.map((wallet) => wallet.heldWei)),
    address: first.address,
  }
}
