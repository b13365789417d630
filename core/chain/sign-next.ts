import { Transaction } from 'ethers'
import { failTransaction, recordAttempt } from '../store/chain-transaction-steps.ts'
import { type Attempt, type ChainTransaction, highestNonce, nextQueued } from '../store/chain-transactions.ts'
import { currentFees, type Fees } from './fees.ts'
import { revertReason } from './ledger-interface.ts'
import type { SenderContext } from './sender-context.ts'

/** Gas used can grow between the estimate and the block, when somebody deposits stake in between. */
const GAS_MARGIN_PERCENT = 150n

/** Signs the next queued transaction and stores it, ready to broadcast. Call when none is unmined.
 * A call that would revert becomes `failed` without using a nonce. */
export async function signNext(context: SenderContext): Promise<Attempt | 'none' | 'failed'> {
  const { store, client, clock, wallet, lease } = context
  const transaction = await store.transaction(nextQueued)
  if (!transaction) return 'none'
  const gasLimit = await estimateGas(context, transaction)
  if (gasLimit === null) return 'failed'
  const fees = await currentFees(client.provider)
  const minedNonces = await client.provider.getTransactionCount(wallet.address, 'latest')

  return store.transaction(async (trx) => {
    await lease.assertHeld(trx)
    const nonce = Math.max(minedNonces, (await highestNonce(trx)) + 1)
    const { to, data } = transaction
    const attempt = await sign(context, { to, data, nonce, gasLimit, ...fees })
    await recordAttempt(trx, transaction, { attempt, nonce, sentAt: clock.now() })
    return attempt
  })
}

/** What a transaction costs at the newest block, with its margin; null when it would revert. */
async function estimateGas(context: SenderContext, transaction: ChainTransaction): Promise<bigint | null> {
  const { to, data } = transaction
  try {
    const gas = await context.client.provider.estimateGas({ from: context.wallet.address, to, data })
    return (gas * GAS_MARGIN_PERCENT) / 100n
  } catch (cause) {
    const reason = revertReason(cause)
    if (reason === null) throw cause
    context.log.error({ reference: transaction.reference, reason }, 'a transaction would revert')
    await context.store.transaction((trx) => failTransaction(trx, transaction.id, reason))
    return null
  }
}

/** Everything a signature covers beyond what the wallet and the chain give. */
export interface Call extends Fees {
  readonly to: string | null
  readonly data: string
  readonly nonce: number
  readonly gasLimit: bigint
}

/** The signed form of a call. No network. */
export async function sign({ client, wallet }: SenderContext, call: Call): Promise<Attempt> {
  const raw = await wallet.signTransaction({ type: 2, chainId: client.chainId, value: 0n, ...call })
  const { hash } = Transaction.from(raw)
  if (hash === null) throw new Error('a signed transaction has no hash')
  return { hash, raw }
}
