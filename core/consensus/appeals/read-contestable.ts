import type { Instant } from '../../clock.ts'
import type { BatchId, PersonId } from '../../ids.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Project } from '../../projects/project.ts'
import { appealsOfItem, type ContestableAnswer, contestableAnswers } from '../../store/appeals.ts'
import type { Trx } from '../../store/database.ts'
import { drawsOfRound } from '../../store/draws.ts'
import { questionedPlaces } from '../../store/questions.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { verdictOfDraws } from '../peer-votes.ts'
import { appealBond } from './appeal-bond.ts'

/** An answer with the votes that stand against it, before they are final. */
export interface Contestable extends ContestableAnswer {
  readonly project: Project
  readonly verdict: 'accepted' | 'rejected'
  /** Validators for the first answer, against it, and without a side. */
  readonly approve: number
  readonly reject: number
  readonly unsure: number
  readonly bondWei: bigint
  /** Somebody contests it already, or others look at it again as it is doubtful. */
  readonly isContested: boolean
}

/** The answers of a batch, of everybody or of one person, against which the votes decide, while that can be
 * contested. */
export async function readContestable(
  trx: Trx,
  batchId: BatchId,
  now: Instant,
  personId?: PersonId,
): Promise<Contestable[]> {
  const found: Contestable[] = []
  const answers = await contestableAnswers(trx, batchId, personId)
  const questioned = await questionedPlaces(trx, batchId, answers[0]?.stage ?? 1)
  for (const answer of answers) {
    if (answer.endsAt <= now) continue
    const one = await against(trx, answer, questioned)
    if (one) found.push(one)
  }
  return found
}

async function against(
  trx: Trx,
  answer: ContestableAnswer,
  questioned: ReadonlySet<number>,
): Promise<Contestable | null> {
  const { itemId, round, stage, role } = answer
  const all = await drawsOfRound(trx, { itemId, round })
  const draws = all.filter((draw) => draw.stage === stage)
  if (draws.length === 0) return null
  const project = loadProject(await projectOfTap(trx, answer.projectId))
  const verdict = verdictOfDraws(draws, project.definition)
  if (verdict === 'open') return null
  const own = draws.find((draw) => draw.personId === answer.personId)
  const stands =
    role === 'annotator' ? verdict === 'accepted' : own?.code === (verdict === 'accepted' ? 1 : 2)
  if (stands) return null
  const count = (code: number) => draws.filter((draw) => draw.code === code).length
  const appeals = await appealsOfItem(trx, itemId)
  return {
    ...answer,
    project,
    verdict,
    approve: count(1),
    reject: count(2),
    unsure: count(3),
    bondWei: appealBond(project.definition, stage),
    isContested:
      questioned.has(answer.position) ||
      appeals.some((one) => one.batchId === answer.batchId && one.stage === stage && one.state !== 'failed'),
  }
}
