import type { PersonId } from '../../ids.ts'
import { type Rank, ranks } from '../../people/account.ts'
import { familyOf } from '../../projects/family-of.ts'
import { listProjects } from '../../projects/list-projects.ts'
import { hasWorkedOn } from '../../store/assignments.ts'
import type { Trx } from '../../store/database.ts'
import { findRank } from '../../store/ranks.ts'
import { shownStandings } from '../../store/standings.ts'
import { rankOf } from './rank-of.ts'
import type { RankThreshold } from './rank-rule.ts'
import { type ReputationFigures, reputationFigures } from './reputation-figures.ts'

/** Where a person stands in one project. */
export interface OwnReputation extends ReputationFigures {
  readonly slug: string
  readonly title: string
  readonly rank: Rank
  /** True when a moderator fixed the rank. */
  readonly isFixed: boolean
  /** What the next rank asks for; null at the top. */
  readonly next: { readonly rank: Rank; readonly asks: RankThreshold } | null
}

/** Where a person stands in every project they ever had an item of, the newest project first: as of every tenth
 * judged answer, so that it does not tell which of them were to gold. */
export async function readReputation(trx: Trx, personId: PersonId): Promise<OwnReputation[]> {
  const standings = await shownStandings(trx, personId)
  const own: OwnReputation[] = []
  for (const { id: projectId, slug, definition } of (await listProjects(trx)).reverse()) {
    if (!(await hasWorkedOn(trx, { personId, projectId }))) continue
    const { rank, isFixed } = rankOf(await findRank(trx, { projectId, personId }), definition)
    const figures = reputationFigures(standings.get(familyOf(definition)), definition.ranks.confidence)
    const next = ranks[ranks.indexOf(rank) + 1]
    own.push({
      slug,
      title: definition.title,
      rank,
      isFixed,
      ...figures,
      next: next && next !== 'trainee' ? { rank: next, asks: definition.ranks[next] } : null,
    })
  }
  return own
}
