import { isError } from 'ethers'
import { reasonOf } from '../errors.ts'
import type { ChainClient } from './client.ts'

/** accepted: new to the node; known: it already had it; used: its nonce is mined; cheap: it must pay more to
 * replace the transaction of the same nonce; poor: the operator cannot pay the gas. */
export type BroadcastOutcome = 'accepted' | 'known' | 'used' | 'cheap' | 'poor'

/** Hands a signed transaction to the node. Safe to repeat: the same bytes can only ever be mined once. */
export async function broadcast(client: ChainClient, raw: string): Promise<BroadcastOutcome> {
  try {
    await client.provider.send('eth_sendRawTransaction', [raw])
    return 'accepted'
  } catch (cause) {
    // Nodes have no common error code for a transaction they already hold, only these words.
    if (/already (known|imported)/i.test(reasonOf(cause))) return 'known'
    if (isError(cause, 'NONCE_EXPIRED')) return 'used'
    if (isError(cause, 'REPLACEMENT_UNDERPRICED')) return 'cheap'
    if (isError(cause, 'INSUFFICIENT_FUNDS')) return 'poor'
    throw cause
  }
}
