import type { PersonId } from '../../ids.ts'
import { familyOf } from '../../projects/family-of.ts'
import { listProjects } from '../../projects/list-projects.ts'
import type { Trx } from '../../store/database.ts'
import { judgedAnswers } from '../../store/judged-answers.ts'
import { findStanding, type Standing, storeStanding } from '../../store/standings.ts'
import { type Evidence, judge } from '../belief/reputation.ts'

/** Answers that are looked at: all that came before them together weigh less than one in 10^12. */
const LOOKED_AT = 3_000

/**
 * Forms a person's reputation in a family anew from their stored answers, decisions and gold, and stores it.
 * What taps add up one by one is the same. Returns what was known before and what is known now.
 */
export async function recomputeStanding(
  trx: Trx,
  family: string,
  personId: PersonId,
): Promise<{ before: Standing; after: Standing }> {
  const projects = await listProjects(trx)
  const projectIds = projects.filter(({ definition }) => familyOf(definition) === family).map(({ id }) => id)
  const { answers, complete } = await judgedAnswers(trx, { personId, projectIds, limit: LOOKED_AT })
  const unknown = { family, personId, right: 0, wrong: 0, judged: 0, judgedByGold: 0 }
  const before = (await findStanding(trx, family, personId)) ?? unknown
  const evidence = answers.reduce<Evidence>(
    (sum, { label, truth, weight }) => judge(sum, { right: label === truth, weight }),
    { right: 0, wrong: 0 },
  )
  const judged = answers.length
  const judgedByGold = answers.filter((answer) => answer.byGold).length
  const after = {
    family,
    personId,
    ...evidence,
    // Older answers than those looked at can only be known from before.
    judged: complete ? judged : Math.max(judged, before.judged),
    judgedByGold: complete ? judgedByGold : Math.max(judgedByGold, before.judgedByGold),
  }
  await storeStanding(trx, after)
  return { before, after }
}
