import type { Instant } from '../clock.ts'
import type { AccountId, PersonId, ProjectId } from '../ids.ts'
import type { Rank } from '../people/account.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { RankRow } from './schema/quality.ts'

/** A person's rank in a project, other than the one they began with. */
export interface StoredRank {
  readonly rank: Rank
  /** The moderator who fixed it; null when it follows the rule. */
  readonly setBy: AccountId | null
  readonly changedAt: Instant
}

interface Key {
  readonly projectId: ProjectId
  readonly personId: PersonId
}

const one = hotQuery((db, { projectId, personId }: Key) =>
  db
    .selectFrom('ranks')
    .select(['rank', 'set_by', 'changed_at'])
    .where('project_id', '=', projectId)
    .where('person_id', '=', personId),
)

/** The rank a person was given in a project; null while it is the one they began with. */
export async function findRank(trx: Trx, key: Key): Promise<StoredRank | null> {
  const row = await one.first(trx, key)
  return row ? storedRankOf(row) : null
}

/** The ranks given in a project, by person. */
export async function ranksOfProject(trx: Trx, projectId: ProjectId): Promise<Map<PersonId, StoredRank>> {
  const rows = await trx.selectFrom('ranks').selectAll().where('project_id', '=', projectId).execute()
  return new Map(rows.map((row) => [row.person_id, storedRankOf(row)]))
}

function storedRankOf(row: Pick<RankRow, 'rank' | 'set_by' | 'changed_at'>): StoredRank {
  return { rank: row.rank as Rank, setBy: row.set_by, changedAt: row.changed_at }
}

/** Whether a person has one of these ranks in any project. */
export async function hasRank(trx: Trx, personId: PersonId, ranks: readonly Rank[]): Promise<boolean> {
  const row = await trx
    .selectFrom('ranks')
    .select('rank')
    .where('person_id', '=', personId)
    .where('rank', 'in', ranks)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Stores a person's rank over the one they had. */
export async function storeRank(
  trx: Trx,
  { projectId, personId }: Key,
  rank: Omit<StoredRank, 'changedAt'> & { readonly at: Instant },
): Promise<void> {
  const values = { rank: rank.rank, set_by: rank.setBy, changed_at: rank.at }
  await trx
    .insertInto('ranks')
    .values({ project_id: projectId, person_id: personId, ...values })
    .onConflict((conflict) => conflict.columns(['project_id', 'person_id']).doUpdateSet(values))
    .execute()
}

/** Gives a person's ranks to the person they became, who keeps those they have. */
export async function moveRanks(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  await trx
    .updateTable('ranks')
    .set({ person_id: into })
    .where('person_id', '=', from)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('ranks as other')
            .select('other.rank')
            .whereRef('other.project_id', '=', 'ranks.project_id')
            .where('other.person_id', '=', into),
        ),
      ),
    )
    .execute()
  await trx.deleteFrom('ranks').where('person_id', '=', from).execute()
}
