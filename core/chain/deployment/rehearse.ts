import { toQuantity, Wallet } from 'ethers'
import { openStore } from '../../store/database.ts'
import type { ChainClient } from '../client.ts'
import { deployNetwork, type NetworkDeployment, type NetworkDeploymentOptions } from './deploy-network.ts'
import { onThrowawayChain } from './throwaway-chain.ts'

const FUNDS_WEI = 10n ** 24n

/**
 * Carries a deployment through, with all its proofs, on an empty chain with the id of the real one, by a key that is
 * made for it. Nothing reaches the real chain, and the gas is what it will be there.
 * @throws ExpectedError `chain.toolMissing`
 */
export async function rehearse(
  options: Omit<NetworkDeploymentOptions, 'store' | 'journal' | 'client' | 'deployerKey'>,
): Promise<NetworkDeployment> {
  return await onThrowawayChain(options.network.chainId, async (client: ChainClient) => {
    const { privateKey, address } = Wallet.createRandom()
    await client.provider.send('anvil_setBalance', [address, toQuantity(FUNDS_WEI)])
    const store = await openStore('sqlite::memory:')
    try {
      return await deployNetwork({ ...options, store, journal: 'memory', client, deployerKey: privateKey })
    } finally {
      await store.close()
    }
  })
}
