import { Contract, type EventLog } from 'ethers'
import { weiOf } from '../ledger/units.ts'
import { accountLayout, seatLayout } from '../ledger/words.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import { labelTokenAbi } from './abi/label-token.ts'
import { connectChain } from './client.ts'
import type { Contracts } from './deploy.ts'
import { readLedger } from './read-ledger.ts'

/** All money of a ledger as the chain has it, in wei. `fundedWei = paidWei + refundedWei + remainingWei` when every
 * token is where it should be, since each term is read on its own. */
export interface LedgerMoney {
  /** Paid into projects. */
  readonly fundedWei: bigint
  readonly refundedWei: bigint
  /** What people hold, vested or not, beyond what they paid in and less what they took out: rewards, after slashes
   * that went from one to another. */
  readonly paidWei: bigint
  /** Budgets left, with what is reserved for batches under way. */
  readonly remainingWei: bigint
  readonly reservedWei: bigint
  /** Tokens the ledger holds, and what it owes in all. */
  readonly tokenBalanceWei: bigint
  readonly owedWei: bigint
}

const BLOCKS_PER_RANGE = 2_000

/** Reads all money from the chain alone: nothing of our database is used.
 * @throws ExpectedError `chain.unreachable` */
export async function readMoney(rpcUrl: string, contracts: Contracts): Promise<LedgerMoney> {
  const client = await connectChain(rpcUrl, 0)
  try {
    const ledger = new Contract(contracts.ledger, labelLedgerAbi, client.provider)
    const token = new Contract(contracts.token, labelTokenAbi, client.provider)
    // One block for everything, so that the sums belong together.
    const blockTag = await client.provider.getBlockNumber()
    const totals = await ledger.getFunction('totals').staticCall({ blockTag })
    const people = await heldByPeople(ledger, totals, blockTag)
    const flow = async (name: string) => sum(await eventsOf(ledger, name, blockTag), 'units')
    const budgets = await readBudgets(ledger, Number(totals.projects), blockTag)
    const reader = readLedger(client, contracts.ledger, blockTag)
    let reserved = 0n
    for (let batch = 1; batch < Number(totals.nextBatch); batch++)
      reserved += (await reader.batch(batch)).reserved
    const balance = await token.getFunction('balanceOf').staticCall(contracts.ledger, { blockTag })
    return {
      fundedWei: weiOf(await flow('ProjectFunded')),
      refundedWei: weiOf(await flow('ProjectDrained')),
      paidWei: weiOf(people - (await flow('Deposited')) + (await flow('WithdrawRequested'))),
      remainingWei: weiOf(budgets + reserved),
      reservedWei: weiOf(reserved),
      tokenBalanceWei: BigInt(balance),
      owedWei: weiOf(BigInt(totals.totalUnits)),
    }
  } finally {
    client.close()
  }
}

/** Units in the words of all accounts and seats. */
async function heldByPeople(
  ledger: Contract,
  totals: Record<string, bigint>,
  blockTag: number,
): Promise<bigint> {
  const word = async (name: string, index: number) =>
    BigInt(await ledger.getFunction(name).staticCall(index, { blockTag }))
  let units = 0n
  for (let account = 1; account <= Number(totals.accounts); account++) {
    const { free, locked, unvested } = accountLayout.unpack(await word('accountWord', account))
    units += free + locked + unvested
  }
  for (let seat = 0; seat < Number(totals.seats); seat++) {
    const { free, locked, unvested } = seatLayout.unpack(await word('seatWord', seat))
    units += free + locked + unvested
  }
  return units
}

async function readBudgets(ledger: Contract, projects: number, blockTag: number): Promise<bigint> {
  let units = 0n
  for (let project = 1; project <= projects; project++) {
    const { balance } = await ledger.getFunction('projectOf').staticCall(project, { blockTag })
    units += BigInt(balance)
  }
  return units
}

async function eventsOf(ledger: Contract, name: string, head: number): Promise<EventLog[]> {
  const found: EventLog[] = []
  for (let from = 0; from <= head; from += BLOCKS_PER_RANGE) {
    const range = await ledger.queryFilter(name, from, Math.min(head, from + BLOCKS_PER_RANGE - 1))
    for (const one of range) if ('args' in one) found.push(one)
  }
  return found
}

function sum(events: readonly EventLog[], field: string): bigint {
  return events.reduce((total, { args }) => total + BigInt(args[field]), 0n)
}
