import { Contract, type InterfaceAbi } from 'ethers'
import { z } from 'zod'
import type { ChainClient } from '../client.ts'
import type { Deployed } from './plan.ts'

/** Everything that governance is made of, as `GovernancePlan.Parts` wants it. */
export interface GovernanceParts {
  readonly manager: string
  readonly governor: string
  readonly shortTimelock: string
  readonly longTimelock: string
  readonly guardian: string
  readonly deployer: string
  readonly ledger: string
  readonly registry: string
  readonly court: string
  readonly pool: string
}

export function governanceParts(deployed: Deployed, guardian: string, deployer: string): GovernanceParts {
  const at = (name: string): string => {
    const address = deployed[name]
    if (address === undefined) throw new Error(`${name} is not deployed`)
    return address
  }
  return {
    manager: at('authority'),
    governor: at('governor'),
    shortTimelock: at('shortTimelock'),
    longTimelock: at('longTimelock'),
    guardian,
    deployer,
    ledger: at('ledger'),
    registry: at('registry'),
    court: at('court'),
    pool: at('pool'),
  }
}

/** The calls by which the deployer hands everything over, as the contract that knows the plan has them. */
export async function handOverCalls(
  { provider }: ChainClient,
  plan: { readonly address: string; readonly abi: InterfaceAbi },
  parts: GovernanceParts,
): Promise<string[]> {
  const contract = new Contract(plan.address, plan.abi, provider)
  return z.array(z.string()).parse([...(await contract.getFunction('handOver').staticCall(parts))])
}

/** The first thing that is not as the plan wants it, in the words of the contract; null when all is. */
export async function handOverFault(
  { provider }: ChainClient,
  plan: { readonly address: string; readonly abi: InterfaceAbi },
  parts: GovernanceParts,
  least: { readonly short: number; readonly long: number },
): Promise<string | null> {
  const contract = new Contract(plan.address, plan.abi, provider)
  const fault = await contract.getFunction('firstFault').staticCall(parts, least.short, least.long)
  return String(fault) || null
}
