import type { Clock } from '../../clock.ts'
import type { AccountId, PersonId } from '../../ids.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Trx } from '../../store/database.ts'
import { deleteClusterMembers, deleteCursors, lockClustersOf } from '../../store/person-clusters.ts'
import { clearTies } from '../../store/person-ties.ts'

/**
 * Takes a person out of the cluster they are in, and ends the cluster when only one other is left. False when they
 * are in none. What tied them to the others so far does so no more. The audit keeps who did it and why.
 */
export async function unlinkPerson(
  trx: Trx,
  clock: Clock,
  { personId, reason, accountId }: { personId: PersonId; reason: string; accountId: AccountId | null },
): Promise<boolean> {
  const members = await lockClustersOf(trx, [personId])
  const [member] = members
  if (!member) return false
  const people = members.map((one) => one.personId)
  await deleteClusterMembers(trx, people.length > 2 ? [personId] : people)
  // Items of the others that they have passed over are theirs to answer now.
  await deleteCursors(trx, people)
  await clearTies(trx, personId, people)
  await insertAuditEntry(trx, {
    accountId,
    action: 'cluster.unlinked',
    target: member.clusterId,
    details: { person: personId, reason },
    createdAt: clock.now(),
  })
  return true
}
