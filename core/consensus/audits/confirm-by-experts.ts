import type { Clock } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import { familyOf } from '../../projects/family-of.ts'
import type { Project } from '../../projects/project.ts'
import { reputationOf } from '../../quality/belief/reputation.ts'
import { teachGold } from '../../quality/gold/teach-gold.ts'
import { recomputeStanding } from '../../quality/standing/recompute-standing.ts'
import { reviewAnswers } from '../../store/annotations.ts'
import { auditRulingsOf } from '../../store/audit-rulings.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { confirmDecision } from '../../store/decisions.ts'

/** A person's accuracy before and after, from 0 to 1. */
export interface AccuracyChange {
  readonly before: number
  readonly after: number
}

/**
 * Makes a label that experts agreed on the decision of its item, as sure as gold, and forms the reputation of everybody
 * who answered anew; the item is offered as gold, or its known answer repaired. Returns how each accuracy changed.
 */
export async function confirmByExperts(
  trx: Trx,
  clock: Clock,
  project: Project,
  { audit, label }: { audit: Audit; label: string },
): Promise<ReadonlyMap<PersonId, AccuracyChange>> {
  const { id, itemId, round, look } = audit
  const answers = await reviewAnswers(trx, itemId, round)
  const agree = answers.filter((answer) => answer.label === label).length
  await confirmDecision(trx, { itemId, round, label, agree })
  const changes = new Map<PersonId, AccuracyChange>()
  // In the order of their ids, as every statement that changes several standings.
  for (const personId of [...new Set(answers.map((answer) => answer.personId))].sort()) {
    const { before, after } = await recomputeStanding(trx, familyOf(project.definition), personId)
    changes.set(personId, { before: reputationOf(before).accuracy, after: reputationOf(after).accuracy })
  }
  const why = (await auditRulingsOf(trx, id, look)).find((ruling) => ruling.label === label)?.reason ?? null
  await teachGold(trx, clock, project, { itemId, label, why })
  return changes
}
