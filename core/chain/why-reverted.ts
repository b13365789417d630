import type { TransactionReceipt } from 'ethers'
import { revertReason } from './ledger-interface.ts'
import type { SenderContext } from './sender-context.ts'

/** The custom error a mined transaction ended with, found by calling it again on the block before. */
export async function whyReverted(
  { client, wallet }: SenderContext,
  { to, data }: { readonly to: string | null; readonly data: string },
  receipt: TransactionReceipt,
): Promise<string> {
  try {
    await client.provider.call({ from: wallet.address, to, data, blockTag: receipt.blockNumber - 1 })
    return 'reverted'
  } catch (cause) {
    return revertReason(cause) ?? `reverted (${String(cause)})`
  }
}
