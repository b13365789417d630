import { Contract, JsonRpcProvider } from 'ethers'
import { labelLedgerAbi } from '../../../core/chain/abi/label-ledger.ts'
import type { Contracts } from '../../../core/chain/deploy.ts'
import { weiOf } from '../../../core/ledger/units.ts'
import { accountLayout, seatLayout } from '../../../core/ledger/words.ts'

/** How what an address holds on the ledger changed in one block, in wei: account and seat, vested or not. */
export type Gains = ReadonlyMap<string, bigint>

/** Reads a settlement from the chain alone, over a connection of its own. Throws unless it succeeded. */
export async function readSettlement(
  rpcUrl: string,
  contracts: Contracts,
  hash: string,
  addresses: readonly string[],
): Promise<Gains> {
  const provider = new JsonRpcProvider(rpcUrl, undefined, { staticNetwork: true })
  try {
    const receipt = await provider.getTransactionReceipt(hash)
    if (receipt?.status !== 1 || receipt.to !== contracts.ledger) {
      throw new Error(`${hash} is no successful transaction of the ledger`)
    }
    const ledger = new Contract(contracts.ledger, labelLedgerAbi, provider)
    const names = receipt.logs.map((log) => ledger.interface.parseLog(log)?.name)
    if (!names.includes('BatchSettled')) throw new Error(`${hash} settles nothing`)
    const gains = new Map<string, bigint>()
    for (const address of addresses) {
      const after = await heldBy(ledger, address, receipt.blockNumber)
      gains.set(address, after - (await heldBy(ledger, address, receipt.blockNumber - 1)))
    }
    return gains
  } finally {
    provider.destroy()
  }
}

async function heldBy(ledger: Contract, address: string, blockTag: number): Promise<bigint> {
  const view = async (name: string, argument: unknown) =>
    BigInt(await ledger.getFunction(name).staticCall(argument, { blockTag }))
  const account = await view('accountOf', address)
  const { free, locked, unvested } = accountLayout.unpack(await view('accountWord', account))
  const seatPlusOne = await view('seatOf', account)
  if (seatPlusOne === 0n) return weiOf(free + locked + unvested)
  const seat = seatLayout.unpack(await view('seatWord', seatPlusOne - 1n))
  return weiOf(free + locked + unvested + seat.free + seat.locked + seat.unvested)
}
