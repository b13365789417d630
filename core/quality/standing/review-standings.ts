import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { familyOf } from '../../projects/family-of.ts'
import { listProjects } from '../../projects/list-projects.ts'
import type { Project } from '../../projects/project.ts'
import { hasWorkedOn } from '../../store/assignments.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Store, Trx } from '../../store/database.ts'
import { findRank, storeRank } from '../../store/ranks.ts'
import { endReview, nextReview, type Standing } from '../../store/standings.ts'
import { tellPerson } from '../notices/tell-person.ts'
import { rankOf } from './rank-of.ts'
import { type RankChange, rankChange } from './rank-rule.ts'
import { recomputeStanding } from './recompute-standing.ts'
import { syncRoles } from './sync-roles.ts'

/**
 * A job: looks at people who were judged since it last did, and gives them the rank they are due in the
 * projects they work on; everybody is told why. A transaction for each person. Returns how many it looked at.
 */
export async function reviewStandings(store: Store, clock: Clock, limit = 500): Promise<number> {
  for (let reviewed = 0; reviewed < limit; reviewed++) {
    if (!(await store.transaction((trx) => reviewNext(trx, clock)))) return reviewed
  }
  return limit
}

async function reviewNext(trx: Trx, clock: Clock): Promise<boolean> {
  const found = await nextReview(trx)
  if (!found) return false
  const { family, personId, review } = found
  const standing = review === 'recompute' ? (await recomputeStanding(trx, family, personId)).after : found
  const projects = (await listProjects(trx)).filter((one) => familyOf(one.definition) === family)
  for (const project of projects) {
    if (project.state !== 'active') continue
    if (!(await hasWorkedOn(trx, { personId, projectId: project.id }))) continue
    await reviewRank(trx, clock, project, standing)
  }
  await endReview(trx, standing)
  return true
}

async function reviewRank(trx: Trx, clock: Clock, project: Project, standing: Standing): Promise<void> {
  const key = { projectId: project.id, personId: standing.personId }
  const { rank, isFixed } = rankOf(await findRank(trx, key))
  if (isFixed) return
  const change = rankChange(rank, standing, project.definition.ranks)
  if (!change) return
  await storeRank(trx, key, { rank: change.to, setBy: null, at: clock.now() })
  await syncRoles(trx, clock, standing.personId)
  await explain(trx, clock, project, standing, change)
}

async function explain(
  trx: Trx,
  clock: Clock,
  { slug, definition }: Project,
  { personId, judged: answers, judgedByGold }: Standing,
  change: RankChange,
): Promise<void> {
  await insertAuditEntry(trx, {
    accountId: null,
    action: 'rank.changed',
    target: slug,
    details: { personId, ...change, answers, judgedByGold },
    createdAt: clock.now(),
  })
  const params = { project: definition.title, ...change, answers }
  await tellPerson(trx, clock, personId, { kind: 'rank.changed', params, key: `rank:${newId()}` })
}
