import { Contract } from 'ethers'
import { labelLedgerAbi } from '../chain/abi/label-ledger.ts'
import { labelTokenAbi } from '../chain/abi/label-token.ts'
import type { ChainClient } from '../chain/client.ts'
import { hasState } from './has-state.ts'

/** What a ledger says of itself. Amounts in units, times in seconds. */
export interface LedgerFacts {
  readonly token: string
  readonly registry: string
  readonly court: string
  readonly minWindow: number
  readonly seatStake: bigint
  readonly expiryPenalty: bigint
  /** Its token balance at a block, in wei. */
  heldAt(block: number): Promise<bigint>
}

/** @param from the first block of interest: settings are those of that block, where the node still knows them */
export async function readFacts(client: ChainClient, ledger: string, from: number): Promise<LedgerFacts> {
  const contract = new Contract(ledger, labelLedgerAbi, client.provider)
  const then = (await hasState(client, ledger, from)) ? from : 'latest'
  const view = (name: string) => contract.getFunction(name).staticCall({ blockTag: then })
  const [token, registry, court, minWindow, totals] = await Promise.all(
    ['token', 'registry', 'court', 'minWindow', 'totals'].map(view),
  )
  const { seatStake, expiryPenalty } = totals
  return {
    token,
    registry,
    court,
    minWindow: Number(minWindow),
    seatStake,
    expiryPenalty,
    heldAt: (block) =>
      new Contract(token, labelTokenAbi, client.provider)
        .getFunction('balanceOf')
        .staticCall(ledger, { blockTag: block }),
  }
}
