import { Contract, type EventLog, type Log } from 'ethers'
import type { ProjectId } from '../ids.ts'
import { labelEscrowAbi } from './abi/label-escrow.ts'
import { labelTokenAbi } from './abi/label-token.ts'
import { connectChain } from './client.ts'
import type { Contracts } from './deploy.ts'
import { projectKey } from './escrow-interface.ts'

/** A project's money as the chain has it, in wei. `funded + returned = paid + refunded + remaining` always. */
export interface EscrowBalance {
  readonly fundedWei: bigint
  readonly refundedWei: bigint
  /** Rewards paid out of the budget. */
  readonly paidWei: bigint
  /** Stake taken; all of it went to agreeing peers but what `returnedWei` says. */
  readonly slashedWei: bigint
  /** Slashed stake that went to the budget for want of a peer. */
  readonly returnedWei: bigint
  /** Budget left, of which `reservedWei` is promised to locked annotations. */
  readonly remainingWei: bigint
  readonly reservedWei: bigint
  /** Settlements applied. */
  readonly settlements: number
}

/** Whether the escrow can pay everybody, in wei. */
export interface Solvency {
  readonly tokenBalanceWei: bigint
  /** Sum of all free, locked, available and reserved amounts. */
  readonly heldWei: bigint
  readonly solvent: boolean
}

const BLOCKS_PER_RANGE = 2_000

/** Reads a project's balance and the escrow's solvency from the chain alone: nothing of our database is used.
 * @throws ExpectedError `chain.unreachable` */
export async function readEscrow(
  rpcUrl: string,
  contracts: Contracts,
  projectId: ProjectId,
): Promise<EscrowBalance & Solvency> {
  const client = await connectChain(rpcUrl, 0)
  try {
    const escrow = new Contract(contracts.escrow, labelEscrowAbi, client.provider)
    const token = new Contract(contracts.token, labelTokenAbi, client.provider)
    // One block for everything, so that the sums belong together.
    const blockTag = await client.provider.getBlockNumber()
    const flows = await readFlows(escrow, projectKey(projectId), blockTag)
    const project = await escrow.getFunction('projectOf').staticCall(projectKey(projectId), { blockTag })
    const heldWei = BigInt(await escrow.getFunction('totalHeld').staticCall({ blockTag }))
    const balance = await token.getFunction('balanceOf').staticCall(contracts.escrow, { blockTag })
    const tokenBalanceWei = BigInt(balance)
    const reservedWei = BigInt(project.reserved)
    const remainingWei = BigInt(project.available) + reservedWei
    return {
      ...flows,
      remainingWei,
      reservedWei,
      tokenBalanceWei,
      heldWei,
      solvent: tokenBalanceWei >= heldWei,
    }
  } finally {
    client.close()
  }
}

type Flows = Omit<EscrowBalance, 'remainingWei' | 'reservedWei'>

async function readFlows(escrow: Contract, project: string, head: number): Promise<Flows> {
  const events = (name: string, ...topics: (string | null)[]) =>
    readEvents(escrow, escrow.getEvent(name)(...topics), head)
  const funded = await events('ProjectFunded', project)
  const refunded = await events('ProjectRefunded', project)
  const applied = await events('SettlementApplied', null, project)
  return {
    fundedWei: sum(funded, 'amount'),
    refundedWei: sum(refunded, 'amount'),
    paidWei: sum(applied, 'paid'),
    slashedWei: sum(applied, 'slashed'),
    returnedWei: sum(applied, 'returned'),
    settlements: applied.length,
  }
}

async function readEvents(
  escrow: Contract,
  filter: Parameters<Contract['queryFilter']>[0],
  head: number,
): Promise<EventLog[]> {
  const found: (EventLog | Log)[] = []
  for (let from = 0; from <= head; from += BLOCKS_PER_RANGE) {
    found.push(...(await escrow.queryFilter(filter, from, Math.min(head, from + BLOCKS_PER_RANGE - 1))))
  }
  return found.filter((one): one is EventLog => 'args' in one)
}

function sum(events: readonly EventLog[], field: string): bigint {
  return events.reduce((total, { args }) => total + BigInt(args[field]), 0n)
}
