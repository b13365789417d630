import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { newId, type WalletFlowId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Trx } from '../../store/database.ts'
import { insertFlow } from '../../store/wallet-flows.ts'
import { demoIndexOf, isSettling } from '../../store/wishes.ts'
import { type Asking, type BegunFlow, beginFlow, refuseTooOften } from '../begin-flow.ts'
import type { FlowMethod, MoneyWish, WalletFlow } from '../flow.ts'
import type { MoneyLedger } from './money-ledger.ts'
import { signableWish } from './sign-wish.ts'
import { wishCall } from './wish-call.ts'

/** A wish of a person, with how their wallet is to sign it. */
export interface Wanted {
  readonly method: FlowMethod
  readonly asking: Omit<Asking, 'method' | 'wish'>
  readonly address: string
  readonly wish: MoneyWish
}

/**
 * Begins to carry out a wish: the person's wallet is asked to sign it, or it goes to the chain at once when there is
 * nothing to sign or it is a demo wallet's. Never while something the person signed before is still settling.
 * @throws ExpectedError `money.settling`, `wallet.tooOften`, `wallet.queueFull`, `wallet.notSetUp`
 */
export async function beginWish(
  trx: Trx,
  clock: Clock,
  account: Account,
  money: MoneyLedger,
  wanted: Wanted,
): Promise<{ flow: WalletFlow; token?: string }> {
  const { method, address, wish, asking } = wanted
  if (await isSettling(trx, account.id)) throw new ExpectedError('money.settling', {})
  if (method === 'none') return { flow: await sendAtOnce(trx, clock, account, money, wanted) }
  const message = signableWish(money, address, wish)?.json
  if (message === undefined) throw new ExpectedError('wallet.notSetUp', {})
  const begun: BegunFlow = await beginFlow(trx, clock, account, {
    ...asking,
    method,
    wish: { wish, address, message },
  })
  return begun
}

async function sendAtOnce(
  trx: Trx,
  clock: Clock,
  account: Account,
  money: MoneyLedger,
  { address, wish, asking }: Wanted,
): Promise<WalletFlow> {
  const now = clock.now()
  await refuseTooOften(trx, now, account.id)
  const signable = signableWish(money, address, wish)
  const signature = signable ? await signForDemo(trx, money, address, signable.digest) : '0x'
  const id = newId<WalletFlowId>()
  const transactionId = await enqueueTransaction(trx, {
    kind: 'relay',
    reference: `relay:${id}`,
    to: money.ledger,
    data: wishCall(money, address, wish, signature),
    createdAt: now,
  })
  return await insertFlow(trx, {
    ...asking,
    id,
    accountId: account.id,
    method: 'none',
    state: 'sent',
    tokenHash: null,
    createdAt: now,
    deadline: null,
    wish: { wish, address, message: signable?.json ?? '' },
    transactionId,
  })
}

async function signForDemo(trx: Trx, money: MoneyLedger, address: string, digest: string): Promise<string> {
  const index = await demoIndexOf(trx, address)
  if (index === null || !money.signForDemo) throw new ExpectedError('wallet.notSetUp', {})
  return money.signForDemo(index, digest)
}
