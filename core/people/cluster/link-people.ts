import type { Clock } from '../../clock.ts'
import { type AccountId, type ClusterId, newId, type PersonId } from '../../ids.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Trx } from '../../store/database.ts'
import { storeClusterMember } from '../../store/person-clusters.ts'
import { lockCircle } from './lock-circle.ts'

interface Linking {
  readonly people: readonly PersonId[]
  /** What links them, for moderators to read. */
  readonly reason: string
  /** The moderator who says so; null: the program. */
  readonly accountId: AccountId | null
}

/**
 * Judges people to act together, with everybody in the clusters they are in: from now on no two of them are given
 * the same item, whoever is looking for one at this moment included. What they had before stays. Nothing happens when they are one cluster already. Returns how many
 * people the cluster has. The audit keeps who did it and why.
 */
export async function linkPeople(
  trx: Trx,
  clock: Clock,
  { people, reason, accountId }: Linking,
): Promise<number> {
  const members = await lockCircle(trx, people)
  const ids = [...new Set(members.map((member) => member.clusterId))].sort()
  const clusterId = ids[0] ?? newId<ClusterId>()
  const known = new Set(members.map((member) => member.personId))
  const added = [...new Set(people)].filter((personId) => !known.has(personId))
  const addedAt = clock.now()
  for (const personId of added) {
    await storeClusterMember(trx, { clusterId, personId, reason, addedBy: accountId, addedAt })
  }
  for (const member of members.filter((one) => one.clusterId !== clusterId)) {
    await storeClusterMember(trx, { ...member, clusterId })
  }
  if (added.length > 0 || ids.length > 1) {
    await insertAuditEntry(trx, {
      accountId,
      action: 'cluster.linked',
      target: clusterId,
      details: { people: [...new Set(people)].join(' '), reason },
      createdAt: addedAt,
    })
  }
  return members.length + added.length
}
