import type { Clock } from '../../core/clock.ts'
import type { Account } from '../../core/people/account.ts'
import { ensureWallet } from '../../core/people/ensure-wallet.ts'
import { findOrCreateAccount } from '../../core/people/find-or-create-account.ts'
import type { Store } from '../../core/store/database.ts'

/** Who comes to a community that is played. */
export interface Crowd {
  readonly userIds: readonly string[]
  readonly platform: string
  /** Stake of each, in wei: no chain frees any of it while a community is played. */
  readonly stakeWei: bigint
}

/** Makes an account with a wallet for everybody; by user id. */
export async function gatherPeople(
  store: Store,
  clock: Clock,
  { userIds, platform, stakeWei }: Crowd,
): Promise<Map<string, Account>> {
  const wallets = { addressOf: (index: number) => `0x${index.toString(16).padStart(40, '0')}`, stakeWei }
  const accounts = new Map<string, Account>()
  for (const userId of userIds) {
    const visitor = { platform, userId, name: userId, locale: 'en', isModerator: false }
    const account = await store.transaction(async (trx) => {
      const made = await findOrCreateAccount(trx, clock, visitor)
      await ensureWallet(trx, clock, made, wallets)
      return made
    })
    accounts.set(userId, account)
  }
  return accounts
}
