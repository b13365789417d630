import { isError, recoverAddress } from 'ethers'
import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { WalletFlowId } from '../../ids.ts'
import type { Store } from '../../store/database.ts'
import { keepSignature } from '../../store/expert-signatures.ts'
import { changeFlow } from '../../store/wallet-flows.ts'
import type { MoneyWish, WalletFlow } from '../flow.ts'

type ExpertWish = Pick<MoneyWish, 'verdict' | 'finding'>

/** Whether a key, which is all that the court takes of experts, signed the verdicts or the finding. */
export function isSignedBy(address: string, wish: ExpertWish, signature: string): boolean {
  try {
    return recoverAddress(digestOf(wish), signature) === address
  } catch (cause) {
    if (isError(cause, 'INVALID_ARGUMENT') || cause instanceof TypeError) return false
    throw cause
  }
}

/** Keeps an expert's signature until enough experts have signed; the flow is over with it.
 * @throws ExpectedError `wallet.over` */
export async function keepExpertSignature(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { id, address, wish }: { readonly id: WalletFlowId; readonly address: string; readonly wish: ExpertWish },
  signature: string,
): Promise<WalletFlow> {
  return await store.transaction(async (trx) => {
    const signedAt = clock.now()
    const change = { state: 'done', deadline: null, endedAt: signedAt } as const
    const done = await changeFlow(trx, id, { states: ['signing'] }, change)
    if (!done) throw new ExpectedError('wallet.over', {})
    const table = wish.finding ? 'finding_signatures' : 'verdict_signatures'
    await keepSignature(trx, table, { digest: digestOf(wish), address }, { signature, signedAt })
    return done
  })
}

function digestOf({ verdict, finding }: ExpertWish): string {
  const digest = verdict?.digest ?? finding?.digest
  if (digest === undefined) throw new Error('nothing for an expert to sign')
  return digest
}
