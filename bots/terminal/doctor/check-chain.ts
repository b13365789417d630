import { basename } from 'node:path'
import { findAnvil, localChainUrl } from '../../../core/chain/anvil.ts'
import { connectChain } from '../../../core/chain/client.ts'
import type { Config } from '../../../core/config.ts'

/** Reaches the configured chain, or finds what the local one needs.
 * @throws ExpectedError `chain.unreachable`, `chain.toolMissing` */
export async function checkChain({ chain, dataDir }: Config): Promise<string> {
  const url = chain?.rpcUrl ?? localChainUrl(dataDir)
  if (!url) {
    return `local; starts with Tagora (${basename(findAnvil())})`
  }
  const client = await connectChain(url, 0)
  try {
    const head = await client.provider.getBlockNumber()
    return `${chain ? '' : 'local, '}chain ${client.chainId} at block ${head}`
  } finally {
    client.close()
  }
}
