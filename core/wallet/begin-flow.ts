import { createHash, randomBytes } from 'node:crypto'
import { type Clock, type Instant, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { type AccountId, newId, type WalletFlowId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import type { Trx } from '../store/database.ts'
import { countFlowsSince, insertFlow, openFlowsOf, queuedFlows } from '../store/wallet-flows.ts'
import { endFlow } from './end-flow.ts'
import { LINK_MS, type LinkMethod, type MoneyWish, type WalletFlow } from './flow.ts'

const TOO_OFTEN_MS = 10 * 60_000
const MOST_OFTEN = 6
const LONGEST_QUEUE = 200
const QUEUE_MS = 20 * 60_000
const TOKEN_BYTES = 32

/** Who asks, as their platform says. */
export interface Asking {
  readonly method: LinkMethod
  readonly platform: string
  readonly platformUserId: string
  /** Unique name of the person on the platform, where there is such a thing. */
  readonly handle: string | null
  /** What the linked wallet is to sign; absent: a wallet is to be linked. */
  readonly wish?: { readonly wish: MoneyWish; readonly address: string; readonly message: string }
}

/** A flow just begun; `token` opens its one-time link, and is nowhere else. */
export interface BegunFlow {
  readonly flow: WalletFlow
  readonly token: string
}

/** Begins to link a wallet to an account, or to have it sign a wish; whatever it had begun before ends.
 * @throws ExpectedError `wallet.tooOften`, `wallet.queueFull` */
export async function beginFlow(
  trx: Trx,
  clock: Clock,
  account: Account,
  asking: Asking,
): Promise<BegunFlow> {
  const now = clock.now()
  await refuseTooOften(trx, now, account.id)
  const isQueued = asking.method === 'walletconnect'
  if (isQueued && (await queuedFlows(trx)).length >= LONGEST_QUEUE) {
    throw new ExpectedError('wallet.queueFull', {})
  }
  for (const before of await openFlowsOf(trx, account.id)) await endFlow(trx, now, before, 'stopped')
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const flow = await insertFlow(trx, {
    ...asking,
    id: newId<WalletFlowId>(),
    accountId: account.id,
    state: isQueued ? 'queued' : 'waiting',
    tokenHash: isQueued ? null : hashToken(token),
    createdAt: now,
    deadline: plusMs(now, isQueued ? QUEUE_MS : LINK_MS),
  })
  return { flow, token }
}

/** Whoever begins again and again waits a while: each attempt costs others a place, or the operator gas.
 * @throws ExpectedError `wallet.tooOften` */
export async function refuseTooOften(trx: Trx, now: Instant, accountId: AccountId): Promise<void> {
  if ((await countFlowsSince(trx, accountId, plusMs(now, -TOO_OFTEN_MS))) >= MOST_OFTEN) {
    throw new ExpectedError('wallet.tooOften', { minutes: TOO_OFTEN_MS / 60_000 })
  }
}

/** What is stored of a one-time link: whoever reads the database cannot use it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
