import type { Clock } from '../../clock.ts'
import { loadProject } from '../../projects/load-project.ts'
import { tellModerators } from '../../quality/notices/tell-moderators.ts'
import { doubtBreaker, openBreakers } from '../../store/breakers.ts'
import type { Store, Trx } from '../../store/database.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { type BreakerReport, breakerReport } from './breaker-report.ts'
import { endBreaker } from './end-breaker.ts'

/**
 * A job: lets go what breakers hold back once audits uphold more than half of the rejections they looked at, and tells
 * moderators when they do not: then only a moderator lets it go. Returns how many moved.
 */
export async function tendBreakers(store: Store, clock: Clock): Promise<number> {
  return await store.transaction(async (trx) => {
    let moved = 0
    for (const breaker of await openBreakers(trx)) {
      if (await tend(trx, clock, await breakerReport(trx, breaker))) moved++
    }
    return moved
  })
}

async function tend(trx: Trx, clock: Clock, report: BreakerReport): Promise<boolean> {
  const { asked, upheld, wrong, open } = report.audits
  if (asked === 0) return false
  const isUpheld = 2 * upheld > asked
  if (!isUpheld && (report.state === 'doubted' || (2 * wrong < asked && open > 0))) return false
  const end = { outcome: 'upheld', closedBy: null, reason: null } as const
  const isMoved = isUpheld ? await endBreaker(trx, clock, report, end) : await doubtBreaker(trx, report.id)
  if (!isMoved) return false
  const { slug } = loadProject(await projectOfTap(trx, report.projectId))
  const params = { project: slug, name: report.name, asked, upheld, wrong, goesOn: isUpheld }
  const key = `breaker-audited:${report.id}:${isUpheld}`
  await tellModerators(trx, clock, { kind: 'breaker.audited', params, key })
  return true
}
