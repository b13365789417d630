import type { PersonId } from '../../ids.ts'
import { lockAccountsOf } from '../../store/accounts.ts'
import type { Trx } from '../../store/database.ts'
import { type ClusterMember, lockClustersOf, matesOf } from '../../store/person-clusters.ts'

/**
 * Waits until nobody of these people and of their clusters is in the middle of a tap, keeps them from beginning one
 * until the transaction ends, and locks their clusters; returns the members of these. On PostgreSQL a tap that began
 * before would not see who is linked now, and could be given what somebody else of the new cluster takes.
 */
export async function lockCircle(trx: Trx, people: readonly PersonId[]): Promise<ClusterMember[]> {
  await lockAccountsOf(trx, [...new Set([...people, ...(await matesOf(trx, people))])])
  return await lockClustersOf(trx, people)
}
