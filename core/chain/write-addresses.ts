import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readChainState } from '../store/chain-state.ts'
import type { Store } from '../store/database.ts'
import { readContracts } from './read-contracts.ts'

/**
 * Writes the addresses of this database's contracts to `<folder>/<chain id>.json`, where anybody who checks the ledger
 * finds them. Does nothing before the contracts are deployed.
 */
export async function writeAddresses(folder: string, chainId: bigint, store: Store): Promise<void> {
  const known = await store.transaction(async (trx) => {
    const contracts = await readContracts(trx)
    return contracts && { ...contracts, block: Number(await readChainState(trx, 'ledgerBlock')) }
  })
  if (!known) return
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${chainId}.json`)
  await writeFile(`${file}.part`, `${JSON.stringify({ chainId: String(chainId), ...known }, null, 2)}\n`)
  await rename(`${file}.part`, file)
}
