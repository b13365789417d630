import { isError, recoverAddress } from 'ethers'
import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { WalletFlowId } from '../../ids.ts'
import type { Store } from '../../store/database.ts'
import { keepSignature } from '../../store/verdict-signatures.ts'
import { changeFlow } from '../../store/wallet-flows.ts'
import type { VerdictWish, WalletFlow } from '../flow.ts'

/** Whether a key, which is all that the court takes of experts, signed the verdicts. */
export function isSignedBy(address: string, { digest }: VerdictWish, signature: string): boolean {
  try {
    return recoverAddress(digest, signature) === address
  } catch (cause) {
    if (isError(cause, 'INVALID_ARGUMENT') || cause instanceof TypeError) return false
    throw cause
  }
}

/** Keeps an expert's signature until enough experts have signed; the flow is over with it.
 * @throws ExpectedError `wallet.over` */
export async function keepVerdict(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  id: WalletFlowId,
  address: string,
  { digest, signature }: { readonly digest: string; readonly signature: string },
): Promise<WalletFlow> {
  return await store.transaction(async (trx) => {
    const endedAt = clock.now()
    const change = { state: 'done', deadline: null, endedAt } as const
    const done = await changeFlow(trx, id, { states: ['signing'] }, change)
    if (!done) throw new ExpectedError('wallet.over', {})
    await keepSignature(trx, { digest, address }, signature, endedAt)
    return done
  })
}
