import { type Clock, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { WalletFlowId } from '../ids.ts'
import type { Store } from '../store/database.ts'
import { changeFlow, findFlow } from '../store/wallet-flows.ts'
import { CONFIRM_MS, type WalletFlow } from './flow.ts'
import { type ChainReader, signerOf, verifySignature } from './verify-signature.ts'

export interface ProveDeps {
  readonly store: Store
  readonly clock: Clock
  readonly chain: ChainReader
}

/**
 * Takes a signature of the message a flow offered. It counts once: the nonce of the message goes with it. The
 * wallet is linked only when the person confirms in the chat.
 * @throws ExpectedError `wallet.over` nothing is awaited (any more); `wallet.badSignature`;
 * `wallet.wrongAccount` signed by another key than that of the address; `chain.unreachable`
 */
export async function proveFlow(
  { store, clock, chain }: ProveDeps,
  id: WalletFlowId,
  signature: string,
): Promise<WalletFlow> {
  const flow = await store.transaction((trx) => findFlow(trx, id))
  const { address, message, nonce } = flow ?? {}
  if (flow?.state !== 'signing' || !address || !message || !nonce || isOver(flow, clock)) throw over()
  // Asks the chain, so not inside of a transaction.
  const holder = await verifySignature(chain, { address, message, signature })
  if (!holder) throw whyNot(message, signature, address)
  const now = clock.now()
  const proven = await store.transaction((trx) =>
    changeFlow(
      trx,
      id,
      { states: ['signing'], nonce },
      { state: 'proven', holder, deadline: plusMs(now, CONFIRM_MS) },
    ),
  )
  if (!proven) throw over()
  return proven
}

function isOver({ deadline }: WalletFlow, clock: Clock): boolean {
  return deadline !== null && deadline <= clock.now()
}

function over(): ExpectedError {
  return new ExpectedError('wallet.over', {})
}

function whyNot(message: string, signature: string, wanted: string): ExpectedError {
  const signer = signature.length === 132 ? signerOf(message, signature) : null
  if (!signer) return new ExpectedError('wallet.badSignature', {})
  return new ExpectedError('wallet.wrongAccount', { signer, wanted })
}
