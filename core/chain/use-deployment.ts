import { readFile } from 'node:fs/promises'
import { Contract, getAddress, MaxUint256 } from 'ethers'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { ExpectedError, reasonOf } from '../errors.ts'
import { enqueueTransaction } from '../store/chain-transactions.ts'
import type { Store } from '../store/database.ts'
import { operatorRegistryAbi } from './abi/operator-registry.ts'
import type { ChainClient } from './client.ts'
import { adoptContracts, type Contracts } from './deploy.ts'
import { tokenInterface } from './ledger-interface.ts'
import { remoteOperator, silentOperator } from './operator/remote-operator.ts'
import type { Operators } from './quorum.ts'

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'an address')
const record = z.object({
  chainId: z.string(),
  token: address,
  ledger: address,
  registry: address,
  court: address,
  block: z.number().int().nonnegative(),
})
export type DeploymentRecord = z.output<typeof record>

/** Reads what `tagora deploy` wrote, for one chain.
 * @throws ExpectedError `operator.noDeployment` */
export async function readDeployment(file: string, chainId: bigint): Promise<DeploymentRecord> {
  try {
    const parsed = record.parse(JSON.parse(await readFile(file, 'utf8')))
    if (parsed.chainId === String(chainId)) return parsed
  } catch (cause) {
    throw new ExpectedError('operator.noDeployment', { file, problems: reasonOf(cause) }, { cause })
  }
  throw new ExpectedError('operator.noDeployment', { file, problems: `not of chain ${chainId}` })
}

/** How to reach an operator. */
export interface OperatorAddress {
  readonly operator: string
  readonly url: string
}

export interface UsedDeployment {
  readonly contracts: Contracts
  readonly operators: Operators
}

/**
 * Works with contracts that were deployed before, and with the operators that their registry lists; one of whom we do
 * not know where to reach is silent. The relayer lets the ledger take the budgets it pays in.
 */
export async function useDeployment(
  deps: { readonly store: Store; readonly clock: Clock; readonly client: ChainClient },
  found: DeploymentRecord,
  relayer: string,
  known: { readonly addresses: readonly OperatorAddress[]; readonly token: string },
): Promise<UsedDeployment> {
  const { store, clock, client } = deps
  const contracts = await store.transaction(async (trx) => {
    const { token, ledger, registry, court, block } = found
    const data = tokenInterface.encodeFunctionData('approve', [ledger, MaxUint256])
    const createdAt = clock.now()
    const reference = `approve:${ledger}`
    await enqueueTransaction(trx, { kind: 'approve', reference, to: token, data, createdAt })
    return await adoptContracts(trx, relayer, { token, ledger, registry, court }, block)
  })
  const registry = new Contract(contracts.registry, operatorRegistryAbi, client.provider)
  const [, listed, threshold] = await registry.getFunction('current').staticCall()
  const list = [...listed].map((one) => {
    const operator = getAddress(String(one))
    const at = known.addresses.find((other) => getAddress(other.operator) === operator)
    return at ? remoteOperator(operator, at.url, known.token) : silentOperator(operator)
  })
  return { contracts, operators: { list, threshold: Number(threshold) } }
}
