import { Contract, concat, keccak256 } from 'ethers'
import type { Clock } from '../../clock.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Store } from '../../store/database.ts'
import type { DemoExpert } from '../../store/demo-experts.ts'
import type { ChainClient } from '../client.ts'
import type { LedgerPlace } from '../quorum.ts'
import { courtInterface } from './court-interface.ts'

/** The court's list of experts as this program makes it, and how many must sign. */
export interface ExpertList {
  readonly experts: readonly DemoExpert[]
  /** Their addresses, 20 bytes each. */
  readonly packed: string
  readonly threshold: number
}

/** Signatures are packed for at most so many. */
const MOST_EXPERTS = 8

/** The list that these experts make: more than half of them must sign. */
export function expertListOf(all: readonly DemoExpert[]): ExpertList {
  const experts = all.slice(0, MOST_EXPERTS)
  const packed = concat(experts.map((expert) => expert.address))
  return { experts, packed, threshold: Math.floor(experts.length / 2) + 1 }
}

interface Keeping {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly place: LedgerPlace
}

/** Whether the court has this list; when it has another one, queues the change. */
export async function keepExpertList(
  { store, clock, client, place: { court } }: Keeping,
  { packed, threshold }: ExpertList,
): Promise<'kept' | 'changing'> {
  const contract = new Contract(court, courtInterface, client.provider)
  const [hash, needed] = await contract.getFunction('expertsOf').staticCall()
  if (hash === keccak256(packed) && Number(needed) === threshold) return 'kept'
  const createdAt = clock.now()
  const reference = `experts:${keccak256(packed)}:${createdAt}`
  const data = courtInterface.encodeFunctionData('setExperts', [packed, threshold])
  await store.transaction((trx) =>
    enqueueTransaction(trx, { kind: 'court', reference, to: court, data, createdAt }),
  )
  return 'changing'
}
