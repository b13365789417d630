import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { WalletFlowId } from '../../ids.ts'
import { isContested, referenceOfAppeal } from '../../store/appeals.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Store } from '../../store/database.ts'
import { lockItem } from '../../store/rounds.ts'
import { changeFlow, findFlow } from '../../store/wallet-flows.ts'
import { endFlow } from '../end-flow.ts'
import type { WalletFlow } from '../flow.ts'
import { keepAppeal } from './keep-appeal.ts'
import { isSignedBy, keepExpertSignature } from './keep-expert-signature.ts'
import type { MoneyLedger } from './money-ledger.ts'
import { whyRefused } from './why-refused.ts'
import { callOf } from './wish-call.ts'

export interface RelayDeps {
  readonly store: Store
  readonly clock: Clock
  readonly money: MoneyLedger
}

/**
 * Takes the signature of a wish and hands it to the chain through the outbox, once. The ledger itself is asked first
 * whether it would take it: so keys and contract wallets are checked by the rule that counts, and a wish that cannot
 * succeed costs nobody gas.
 * @throws ExpectedError `wallet.over` nothing is awaited (any more); `chain.unreachable`
 */
export async function relayWish(
  { store, clock, money }: RelayDeps,
  id: WalletFlowId,
  signature: string,
): Promise<WalletFlow> {
  const flow = await store.transaction((trx) => findFlow(trx, id))
  const { address, wish, deadline } = flow ?? {}
  const isOver = deadline !== null && deadline !== undefined && deadline <= clock.now()
  if (flow?.state !== 'signing' || !address || !wish || isOver) throw new ExpectedError('wallet.over', {})
  if (!/^0x([0-9a-f]{2}){1,16384}$/i.test(signature))
    return await refuse({ store, clock }, flow, 'BadSignature')
  if (wish.verdict || wish.finding) {
    if (!isSignedBy(address, wish, signature)) return await refuse({ store, clock }, flow, 'BadSignature')
    return await keepExpertSignature({ store, clock }, { id, address, wish }, signature)
  }
  const call = await callOf(money, address, wish, signature)
  const reason = call ? await money.whyNot(call) : 'TooLate'
  if (!call || reason !== null) return await refuse({ store, clock }, flow, reason ?? '')
  return await store.transaction(async (trx) => {
    const now = clock.now()
    if (wish.appeal) await lockItem(trx, wish.appeal.itemId)
    if (wish.appeal && (await isContested(trx, wish.appeal))) {
      return (await endFlow(trx, now, flow, 'contested')) ?? over()
    }
    const reference = wish.appeal ? referenceOfAppeal(wish.appeal) : `relay:${id}`
    const transactionId = await enqueueTransaction(trx, { kind: 'relay', reference, ...call, createdAt: now })
    const change = { state: 'sent', deadline: null, transactionId } as const
    const sent = await changeFlow(trx, id, { states: ['signing'] }, change)
    if (!sent) return over()
    if (wish.appeal) await keepAppeal(trx, now, sent, wish.appeal)
    return sent
  })
}

function over(): never {
  throw new ExpectedError('wallet.over', {})
}

async function refuse(
  { store, clock }: Pick<RelayDeps, 'store' | 'clock'>,
  flow: WalletFlow,
  reason: string,
): Promise<WalletFlow> {
  const ended = await store.transaction((trx) => endFlow(trx, clock.now(), flow, whyRefused(reason)))
  return ended ?? over()
}
