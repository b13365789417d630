import { Contract, JsonRpcProvider } from 'ethers'
import { labelEscrowAbi } from '../../../core/chain/abi/label-escrow.ts'
import type { Contracts } from '../../../core/chain/deploy.ts'

/** What one settlement transaction did to one address, in wei. */
export interface SettledEntry {
  readonly rewardWei: bigint
  readonly slashedWei: bigint
  readonly shareWei: bigint
  /** Free and locked money after the transaction's block, less that before it. */
  readonly gainedWei: bigint
}

/** Reads a settlement from the chain alone, over a connection of its own: what its receipt says of each
 * address, and how the escrow's accounts changed in its block. Throws unless it succeeded. */
export async function readSettlement(
  rpcUrl: string,
  contracts: Contracts,
  hash: string,
): Promise<ReadonlyMap<string, SettledEntry>> {
  const provider = new JsonRpcProvider(rpcUrl, undefined, { staticNetwork: true })
  try {
    const receipt = await provider.getTransactionReceipt(hash)
    if (receipt?.status !== 1 || receipt.to !== contracts.escrow) {
      throw new Error(`${hash} is no successful transaction of the escrow`)
    }
    const escrow = new Contract(contracts.escrow, labelEscrowAbi, provider)
    const held = async (address: string, blockTag: number): Promise<bigint> => {
      const account = await escrow.getFunction('accountOf').staticCall(address, { blockTag })
      return BigInt(account.free) + BigInt(account.locked)
    }
    const entries = new Map<string, SettledEntry>()
    for (const log of receipt.logs) {
      const event = escrow.interface.parseLog(log)
      if (event?.name !== 'EntrySettled') continue
      const { account, reward, slashed, share } = event.args
      const after = await held(account, receipt.blockNumber)
      const before = await held(account, receipt.blockNumber - 1)
      const amounts = { rewardWei: BigInt(reward), slashedWei: BigInt(slashed), shareWei: BigInt(share) }
      entries.set(String(account), { ...amounts, gainedWei: after - before })
    }
    return entries
  } finally {
    provider.destroy()
  }
}
