import type { InterfaceAbi } from 'ethers'
import type { ChainClient } from '../client.ts'
import type { DeploymentNetwork } from './network.ts'
import type { Deployed } from './plan.ts'
import type { NetworkTerms } from './terms-file.ts'

/** One thing that was read back from the chain, and what it must be. */
export interface Proof {
  readonly what: string
  readonly found: string
  readonly wanted: string
  readonly ok: boolean
}

/** What a finished deployment is held against. */
export interface Proving {
  readonly client: ChainClient
  readonly network: DeploymentNetwork
  readonly terms: NetworkTerms
  readonly deployer: string
  readonly deployed: Deployed
  /** ABI of the contract that knows the hand-over. */
  readonly governancePlan: InterfaceAbi
  /** Block of the first contract. */
  readonly from: number
}

/** A line of a proof. */
export function proof(what: string, found: unknown, wanted: unknown): Proof {
  return { what, found: String(found), wanted: String(wanted), ok: String(found) === String(wanted) }
}
