import { formatEther } from 'ethers'
import type { ChainClient } from '../client.ts'
import { currentFees } from '../fees.ts'

/** What gas costs at the fees of the newest block, in ether: expected, and at most before fees must be raised. */
export async function gasCost(
  { provider }: ChainClient,
  gasUsed: bigint,
): Promise<{ readonly expected: string; readonly most: string }> {
  const { maxFeePerGas, maxPriorityFeePerGas } = await currentFees(provider)
  const base = (await provider.getBlock('latest'))?.baseFeePerGas ?? 0n
  return {
    expected: formatEther(gasUsed * (base + maxPriorityFeePerGas)),
    most: formatEther(gasUsed * maxFeePerGas),
  }
}
