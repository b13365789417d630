import type { ChainClient } from '../chain/client.ts'

/** Whether the node knows the contract's state at a block: most keep that of recent blocks only. */
export async function hasState({ provider }: ChainClient, contract: string, block: number): Promise<boolean> {
  try {
    return (await provider.getCode(contract, block)) !== '0x'
  } catch (cause) {
    if (cause instanceof Error) return false
    throw cause
  }
}
