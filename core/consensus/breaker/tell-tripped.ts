import type { Clock } from '../../clock.ts'
import type { Project } from '../../projects/project.ts'
import { tellModerators } from '../../quality/notices/tell-moderators.ts'
import type { Breaker } from '../../store/breakers.ts'
import type { Trx } from '../../store/database.ts'
import { breakerReport } from './breaker-report.ts'

/** Tells moderators that rejections are held back, with the evidence and until when. */
export async function tellTripped(trx: Trx, clock: Clock, project: Project, breaker: Breaker): Promise<void> {
  const { id, name, rejected, total, held, audits } = await breakerReport(trx, breaker)
  const params = {
    project: project.slug,
    name,
    rejected,
    total,
    hours: project.definition.breaker.hours,
    held: held.count,
    until: held.until,
    audits: audits.asked,
  }
  await tellModerators(trx, clock, { kind: 'breaker.tripped', params, key: `breaker:${id}` })
}
