import { isError } from 'ethers'
import type { ChainClient } from './client.ts'
import { inTime } from './in-time.ts'

export type ChainReader = ReturnType<typeof createChainReader>

/** Asks a chain without a contract of ours.
 * @throws ExpectedError `chain.unreachable`, also when it takes longer than ten seconds */
export function createChainReader(client: ChainClient) {
  const { provider, chainId } = client
  return {
    chainId,
    /** Runs code on the newest state (eth_call without a contract) and returns its answer as hex; `0x` when it
     * reverts. */
    run: (code: string): Promise<string> =>
      inTime(client, provider.call({ data: code }).catch(nothingIfReverted)),
    /** The code at an address as hex, `0x` for none. */
    codeAt: (address: string): Promise<string> => inTime(client, provider.getCode(address)),
  }
}

function nothingIfReverted(thrown: unknown): string {
  if (isError(thrown, 'CALL_EXCEPTION')) return '0x'
  throw thrown
}
