import { z } from 'zod'
import { readChainState } from '../store/chain-state.ts'
import type { Trx } from '../store/database.ts'
import type { Contracts } from './deploy.ts'

const contracts = z.object({
  token: z.string(),
  ledger: z.string(),
  registry: z.string(),
  court: z.string(),
})

/** The contracts this database works with; null before they are deployed. */
export async function readContracts(trx: Trx): Promise<Contracts | null> {
  const ledger = await readChainState(trx, 'ledger')
  const deployment = await readChainState(trx, 'deployment')
  return ledger && deployment ? contracts.parse(JSON.parse(deployment)) : null
}
