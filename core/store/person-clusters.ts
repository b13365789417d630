import type { Instant } from '../clock.ts'
import type { AccountId, ClusterId, PersonId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import type { PersonClusterRow } from './schema/people.ts'

/** One person of a cluster, and why. */
export interface ClusterMember {
  readonly clusterId: ClusterId
  readonly personId: PersonId
  readonly reason: string
  /** Null: the program. */
  readonly addedBy: AccountId | null
  readonly addedAt: Instant
}

/** Everybody in the clusters of these people, in the order of their ids, locked on PostgreSQL. */
export async function lockClustersOf(trx: Trx, people: readonly PersonId[]): Promise<ClusterMember[]> {
  const rows = await trx
    .selectFrom('person_clusters')
    .selectAll()
    .where('cluster_id', 'in', (eb) =>
      eb
        .selectFrom('person_clusters as own')
        .select('own.cluster_id')
        .where(isOneOf(trx, 'own.person_id', people)),
    )
    .orderBy('person_id')
    .$if(locksRows(trx), (query) => query.forNoKeyUpdate())
    .execute()
  return rows.map(memberOf)
}

/** Everybody in the cluster of a person, with why, those added first first; nobody when they are in none. */
export async function clusterOf(trx: Trx, personId: PersonId): Promise<ClusterMember[]> {
  const rows = await trx
    .selectFrom('person_clusters as own')
    .innerJoin('person_clusters as mate', 'mate.cluster_id', 'own.cluster_id')
    .selectAll('mate')
    .where('own.person_id', '=', personId)
    .orderBy('mate.added_at')
    .orderBy('mate.person_id')
    .execute()
  return rows.map(memberOf)
}

/** Everybody in the clusters of these people, themselves included. */
export async function matesOf(trx: Trx, people: readonly PersonId[]): Promise<PersonId[]> {
  const rows = await trx
    .selectFrom('person_clusters as own')
    .innerJoin('person_clusters as mate', 'mate.cluster_id', 'own.cluster_id')
    .select('mate.person_id')
    .where(isOneOf(trx, 'own.person_id', people))
    .execute()
  return rows.map((row) => row.person_id)
}

/** Puts a person into a cluster, out of the one they were in. */
export async function storeClusterMember(trx: Trx, member: ClusterMember): Promise<void> {
  const values = {
    cluster_id: member.clusterId,
    reason: member.reason,
    added_by: member.addedBy,
    added_at: member.addedAt,
  }
  await trx
    .insertInto('person_clusters')
    .values({ person_id: member.personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
}

/** Takes people out of the cluster they are in. */
export async function deleteClusterMembers(trx: Trx, people: readonly PersonId[]): Promise<void> {
  await trx
    .deleteFrom('person_clusters')
    .where(isOneOf(trx, 'person_id', people))
    .execute()
}

/** Forgets how far people have looked through projects: what they may be given has changed. */
export async function deleteCursors(trx: Trx, people: readonly PersonId[]): Promise<void> {
  await trx
    .deleteFrom('dispatch_cursors')
    .where(isOneOf(trx, 'person_id', people))
    .execute()
}

function memberOf(row: PersonClusterRow): ClusterMember {
  return {
    clusterId: row.cluster_id,
    personId: row.person_id,
    reason: row.reason,
    addedBy: row.added_by,
    addedAt: row.added_at,
  }
}
