import { Contract } from 'ethers'
import { weiOf } from '../ledger/units.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import { labelTokenAbi } from './abi/label-token.ts'
import type { ChainClient } from './client.ts'
import type { Contracts } from './deploy.ts'
import { inTime } from './in-time.ts'
import { readLedger } from './read-ledger.ts'

/** Whose the tokens of the ledger are, in wei, all at one block. */
export interface Treasury {
  /** Tokens the ledger holds, and what it owes to all. */
  readonly heldWei: bigint
  readonly owedWei: bigint
  /** Budgets of projects that nothing is reserved of, and what is reserved for batches under way. */
  readonly budgetsWei: bigint
  readonly reservedWei: bigint
  /** For lending first stakes. */
  readonly sponsorWei: bigint
}

/** Reads the ledger's money from the chain.
 * @param openBatches numbers of the batches under way
 * @throws ExpectedError `chain.unreachable` */
export function readTreasury(
  client: ChainClient,
  contracts: Contracts,
  openBatches: readonly number[],
): Promise<Treasury> {
  return inTime(client, readAll(client, contracts, openBatches))
}

async function readAll(
  client: ChainClient,
  contracts: Contracts,
  openBatches: readonly number[],
): Promise<Treasury> {
  const blockTag = await client.provider.getBlockNumber()
  const ledger = new Contract(contracts.ledger, labelLedgerAbi, client.provider)
  const token = new Contract(contracts.token, labelTokenAbi, client.provider)
  const totals = await ledger.getFunction('totals').staticCall({ blockTag })
  const reader = readLedger(client, contracts.ledger, blockTag)
  let budgets = 0n
  for (let project = 1; project <= Number(totals.projects); project++) {
    budgets += BigInt((await ledger.getFunction('projectOf').staticCall(project, { blockTag })).balance)
  }
  let reserved = 0n
  for (const number of openBatches) {
    const word = await reader.batch(number)
    if (word.id === number) reserved += word.reserved
  }
  return {
    heldWei: BigInt(await token.getFunction('balanceOf').staticCall(contracts.ledger, { blockTag })),
    owedWei: weiOf(BigInt(totals.totalUnits)),
    budgetsWei: weiOf(budgets),
    reservedWei: weiOf(reserved),
    sponsorWei: weiOf(BigInt(totals.sponsorFund)),
  }
}
