import { concat, keccak256 } from 'ethers'
import type { Clock } from '../../clock.ts'
import { enqueueTransaction } from '../../store/chain-transactions.ts'
import type { Store } from '../../store/database.ts'
import type { ExpertWallet } from '../../store/demo-experts.ts'
import type { LedgerPlace } from '../quorum.ts'
import { courtInterface } from './court-interface.ts'
import type { ExpertList } from './read-expert-list.ts'

interface Keeping {
  readonly store: Store
  readonly clock: Clock
  readonly place: LedgerPlace
}

/** Most experts a court has. */
export const MOST_EXPERTS = 32

/** Where nobody else governs the court: queues its change to this community's experts, of whom more than half must
 * sign, unless it has them. Returns whether it did. */
export async function keepExpertList(
  { store, clock, place: { court } }: Keeping,
  present: ExpertList,
  wallets: readonly ExpertWallet[],
): Promise<boolean> {
  const wanted = wallets.slice(0, MOST_EXPERTS).map(({ address }) => address)
  const threshold = Math.floor(wanted.length / 2) + 1
  if (wanted.join() === present.addresses.join() && present.threshold === threshold) return false
  const createdAt = clock.now()
  const packed = concat(wanted)
  const reference = `experts:${keccak256(packed)}:${createdAt}`
  const data = courtInterface.encodeFunctionData('setExperts', [packed, threshold])
  await store.transaction((trx) =>
    enqueueTransaction(trx, { kind: 'court', reference, to: court, data, createdAt }),
  )
  return true
}
