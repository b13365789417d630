import { ExpectedError } from '../../errors.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Project } from '../../projects/project.ts'
import { openBreakers } from '../../store/breakers.ts'
import type { Trx } from '../../store/database.ts'
import { type BreakerReport, breakerReport } from './breaker-report.ts'

/** The open breakers of a project, the oldest first.
 * @throws ExpectedError `project.unknown` */
export async function readBreakers(
  trx: Trx,
  slug: string,
): Promise<{ readonly project: Project; readonly breakers: readonly BreakerReport[] }> {
  const project = await findProject(trx, slug)
  const breakers: BreakerReport[] = []
  for (const one of await openBreakers(trx, project.id)) breakers.push(await breakerReport(trx, one))
  return { project, breakers }
}

/** The open breaker with this number in the list of its project, from 1.
 * @throws ExpectedError `project.unknown`, `breaker.none` */
export async function findBreaker(
  trx: Trx,
  slug: string,
  number: string,
): Promise<{ readonly project: Project; readonly breaker: BreakerReport }> {
  const { project, breakers } = await readBreakers(trx, slug)
  const breaker = breakers[Number(number) - 1]
  if (!breaker) throw new ExpectedError('breaker.none', { project: project.slug })
  return { project, breaker }
}
