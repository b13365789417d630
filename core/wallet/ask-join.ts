import { type Clock, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { newId, type WalletFlowId, type WalletJoinId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { tellPerson } from '../people/tell-person.ts'
import type { Trx } from '../store/database.ts'
import { insertJoin } from '../store/wallet-joins.ts'
import { endProven, lockProven } from './confirm-flow.ts'
import type { WalletFlow } from './flow.ts'
import { readStanding } from './standing.ts'

const OPEN_MS = 24 * 3_600_000

/**
 * Whoever proved a wallet that another account has linked asks to become one person with it: the other side
 * must agree in its own chat.
 * @throws ExpectedError `wallet.over`; `wallet.twoWallets` the asker has a wallet of their own
 */
export async function askJoin(
  trx: Trx,
  clock: Clock,
  account: Account,
  id: WalletFlowId,
): Promise<WalletFlow> {
  const flow = await lockProven(trx, clock, account, id)
  const standing = await readStanding(trx, account.id, flow.address)
  if (standing.kind !== 'taken') throw new ExpectedError('wallet.over', {})
  if (standing.ownLink) throw new ExpectedError('wallet.twoWallets', {})
  const now = clock.now()
  const join = {
    id: newId<WalletJoinId>(),
    askerId: account.id,
    ownerId: standing.link.accountId,
    address: flow.address,
    askedAt: now,
    expiresAt: plusMs(now, OPEN_MS),
  }
  await insertJoin(trx, join)
  const { platform, handle, platformUserId } = flow
  await tellPerson(trx, now, { accountId: join.ownerId, about: join.id }, 'wallet.joinAsked', {
    joinId: join.id,
    address: join.address,
    platform,
    name: handle ?? platformUserId,
  })
  return await endProven(trx, clock, flow, 'asked')
}
