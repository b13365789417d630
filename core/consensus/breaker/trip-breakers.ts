import { type Clock, plusMs } from '../../clock.ts'
import { type BreakerId, newId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import { type Breaker, insertBreaker, lastClosings, openBreakers } from '../../store/breakers.ts'
import type { Trx } from '../../store/database.ts'
import { judgedSince } from '../../store/foreseen-verdicts.ts'
import { tooManyRejections } from './too-many-rejections.ts'

const HOUR_MS = 3_600_000

/** Trips a breaker for a project in which votes reject too often, or for single people there. Returns those that are
 * new: none while the whole project's one is open, which holds everything back. */
export async function tripBreakers(trx: Trx, clock: Clock, project: Project): Promise<Breaker[]> {
  const open = await openBreakers(trx, project.id)
  if (open.some(({ personId }) => personId === null)) return []
  const rule = project.definition.breaker
  const now = clock.now()
  const answers = await judgedSince(trx, project.id, plusMs(now, -rule.hours * HOUR_MS))
  const excesses = tooManyRejections(answers, await lastClosings(trx, project.id), rule)
  const tripped: Breaker[] = []
  for (const { personId, rejected, total } of excesses) {
    const breaker = {
      id: newId<BreakerId>(),
      projectId: project.id,
      personId,
      state: 'tripped',
      rejected,
      total,
      trippedAt: now,
    } as const
    if (!(await insertBreaker(trx, breaker))) continue
    await insertAuditEntry(trx, {
      accountId: null,
      action: 'breaker.tripped',
      target: project.slug,
      details: { breaker: breaker.id, personId: personId ?? '', rejected, total },
      createdAt: now,
    })
    tripped.push(breaker)
  }
  return tripped
}
