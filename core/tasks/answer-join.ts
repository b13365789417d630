import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { WalletJoinId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { tellPerson } from '../people/tell-person.ts'
import { lockPerson } from '../store/accounts.ts'
import type { Trx } from '../store/database.ts'
import { endJoin, lockOpenJoin } from '../store/wallet-joins.ts'
import { findLink } from '../store/wallet-links.ts'
import { joinAccounts } from './join-accounts.ts'

/**
 * The owner of a wallet says whether another account that proved it is theirs too. Yes makes both one person,
 * who keeps this account's wallet; no changes nothing.
 * @throws ExpectedError `wallet.joinOver` answered, too old, or not this person's to answer; `wallet.twoWallets`
 */
export async function answerJoin(
  trx: Trx,
  clock: Clock,
  account: Account,
  { id, isMine }: { id: WalletJoinId; isMine: boolean },
): Promise<void> {
  const now = clock.now()
  const join = await lockOpenJoin(trx, id, now)
  const link = await findLink(trx, account.id)
  if (join?.ownerId !== account.id || link?.address !== join.address) {
    throw new ExpectedError('wallet.joinOver', {})
  }
  if (isMine) {
    const personId = await lockPerson(trx, join.askerId)
    if (!personId) throw new ExpectedError('wallet.joinOver', {})
    await joinAccounts(trx, clock, { id: join.askerId, personId }, account)
  }
  await endJoin(trx, id, isMine ? 'joined' : 'refused', now)
  const to = { accountId: join.askerId, about: join.id }
  await tellPerson(trx, now, to, 'wallet.joinAnswered', { address: join.address, isJoined: isMine })
}
