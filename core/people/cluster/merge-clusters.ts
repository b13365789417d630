import type { PersonId } from '../../ids.ts'
import type { Trx } from '../../store/database.ts'
import { deleteClusterMembers, deleteCursors, storeClusterMember } from '../../store/person-clusters.ts'
import { moveTies } from '../../store/person-ties.ts'
import { lockCircle } from './lock-circle.ts'

/** Two people have become one: whoever acted together with either does so with the one who stays. */
export async function mergeClusters(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  const members = await lockCircle(trx, [from, into])
  const left = members.find((member) => member.personId === from)
  await deleteCursors(trx, [from])
  await moveTies(trx, from, into)
  if (!left) return
  await deleteClusterMembers(trx, [from])
  const others = members.filter((member) => member.personId !== from && member.personId !== into)
  if (others.length === 0) return await deleteClusterMembers(trx, [into])
  const stayed = members.find((member) => member.personId === into)
  const clusterId = stayed?.clusterId ?? left.clusterId
  if (!stayed) await storeClusterMember(trx, { ...left, personId: into })
  for (const other of others) {
    if (other.clusterId !== clusterId) await storeClusterMember(trx, { ...other, clusterId })
  }
}
