import { join } from 'node:path'
import { connectChain } from '../../../core/chain/client.ts'
import { createDataSource } from '../../../core/verify/data-source.ts'
import { readAddresses } from '../../../core/verify/read-addresses.ts'
import { verifyLedger } from '../../../core/verify/verify-ledger.ts'
import type { Community } from './validators.ts'

/** Recomputes everything that the ledger of a community ever did, as `tagora verify` does, once what is booked is
 * published. */
export async function verifyCommunity({ tagora, dataDir }: Community) {
  await tagora.app.scheduler.runNow('settle')
  const client = await connectChain(tagora.app.chain.rpcUrl, 0)
  try {
    const file = join(dataDir, 'deployments', `${client.chainId}.json`)
    const { ledger, registry, block: from } = await readAddresses(file)
    const data = createDataSource(join(dataDir, 'published'))
    return await verifyLedger({ client, ledger, registry, from, data, all: true })
  } finally {
    client.close()
  }
}
