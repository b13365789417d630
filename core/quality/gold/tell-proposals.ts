import type { Clock } from '../../clock.ts'
import type { ProjectId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { countGold } from '../../store/gold.ts'
import { tellModerators } from '../notices/tell-moderators.ts'

/** Proposals that may wait for a moderator at a time: as many as somebody reads in a few minutes. */
export const MOST_PROPOSALS = 20

/** Items of a project that wait for somebody to say whether they are gold. */
export async function countProposals(trx: Trx, projectId: ProjectId): Promise<number> {
  const waiting = (await countGold(trx, projectId)).filter(({ state }) => state === 'candidate')
  return waiting.reduce((sum, one) => sum + one.count, 0)
}

/** Tells moderators how many proposals wait, once a day at most. */
export async function tellProposals(trx: Trx, clock: Clock, { id, slug }: Project): Promise<void> {
  const count = await countProposals(trx, id)
  const key = `gold-proposed:${id}:${clock.now().slice(0, 10)}`
  await tellModerators(trx, clock, { kind: 'gold.proposed', params: { project: slug, count }, key })
}
