import { randomInt } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { familyOf } from '../../projects/family-of.ts'
import { listProjects } from '../../projects/list-projects.ts'
import type { Project } from '../../projects/project.ts'
import { hasWorkedOn } from '../../store/assignments.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Store, Trx } from '../../store/database.ts'
import { judgedAnswers } from '../../store/judged-answers.ts'
import { findRank, storeRank } from '../../store/ranks.ts'
import { endReview, nextReview, type ShownStanding, type Standing } from '../../store/standings.ts'
import { tellPerson } from '../notices/tell-person.ts'
import { offerTraining } from '../training/offer-training.ts'
import { rankOf } from './rank-of.ts'
import { type RankChange, rankChange } from './rank-rule.ts'
import { recomputeStanding } from './recompute-standing.ts'
import { syncRoles } from './sync-roles.ts'

/** Judged answers from one look at the own reputation to the next new one. */
const SHOWN_EVERY = 10
/** Answers in which confused labels are looked for. */
const RECENT = 200

/**
 * A job: looks at people who were judged since it last did, and gives them the rank they are due in the
 * projects they work on; everybody is told why. Whoever confuses two labels is to be shown examples. A transaction
 * for each person. Returns how many it looked at.
 */
export async function reviewStandings(
  store: Store,
  clock: Clock,
  random: (below: number) => number = (below) => randomInt(below),
  limit = 500,
): Promise<number> {
  for (let reviewed = 0; reviewed < limit; reviewed++) {
    if (!(await store.transaction((trx) => reviewNext(trx, clock, random)))) return reviewed
  }
  return limit
}

async function reviewNext(trx: Trx, clock: Clock, random: (below: number) => number): Promise<boolean> {
  const found = await nextReview(trx)
  if (!found) return false
  const { family, personId, review } = found
  const standing = review === 'recompute' ? (await recomputeStanding(trx, family, personId)).after : found
  const projects = (await listProjects(trx)).filter((one) => familyOf(one.definition) === family)
  for (const project of projects) {
    if (project.state !== 'active') continue
    if (!(await hasWorkedOn(trx, { personId, projectId: project.id }))) continue
    await reviewRank(trx, clock, project, standing)
    const asked = { personId, projectIds: [project.id], limit: RECENT }
    const { answers } = await judgedAnswers(trx, asked)
    await offerTraining(trx, clock, project, { personId, answers }, random)
  }
  await endReview(trx, standing, toShow(standing, review === 'recompute' ? null : found.shown))
  return true
}

/**
 * What the person is shown: the figures as of every tenth judged answer. Shown at once, they would tell after each
 * answer whether it was to gold, and whether it was right.
 */
function toShow(standing: Standing, shown: ShownStanding | null): ShownStanding | null {
  const { right, wrong, judged, judgedByGold } = standing
  const isDue = Math.abs(judged - (shown?.judged ?? 0)) >= SHOWN_EVERY
  return isDue ? { right, wrong, judged, judgedByGold } : shown
}

async function reviewRank(trx: Trx, clock: Clock, project: Project, standing: Standing): Promise<void> {
  const key = { projectId: project.id, personId: standing.personId }
  const { rank, isFixed } = rankOf(await findRank(trx, key), project.definition)
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
