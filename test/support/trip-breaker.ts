import type { Clock } from '../../core/clock.ts'
import { tellTripped } from '../../core/consensus/breaker/tell-tripped.ts'
import { type BreakerId, newId, type PersonId } from '../../core/ids.ts'
import type { Project } from '../../core/projects/project.ts'
import { type Breaker, insertBreaker } from '../../core/store/breakers.ts'
import type { Trx } from '../../core/store/database.ts'

/** A breaker as it trips when 15 of somebody's 20 answers were rejected, of which moderators are told. */
export async function tripBreaker(
  trx: Trx,
  clock: Clock,
  project: Project,
  personId: PersonId,
): Promise<Breaker> {
  const tripped = {
    id: newId<BreakerId>(),
    projectId: project.id,
    personId,
    state: 'tripped',
    rejected: 15,
    total: 20,
    trippedAt: clock.now(),
  } as const
  await insertBreaker(trx, tripped)
  await tellTripped(trx, clock, project, tripped)
  return tripped
}
