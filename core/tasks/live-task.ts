import { type Clock, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { AssignmentId } from '../ids.ts'
import { loadProject } from '../projects/load-project.ts'
import { findAssignment, renewLease } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import type { Task } from './task.ts'
import { validationOf } from './validation-of.ts'

/** The task behind a live lease. One whose deadline has passed is renewed: as long as nobody expired it,
 * its slot is still this person's.
 * @throws ExpectedError `task.waiting` when it expired at this very moment */
export async function liveTask(trx: Trx, clock: Clock, leaseId: AssignmentId): Promise<Task> {
  const found = await findAssignment(trx, leaseId)
  if (!found) throw new Error(`no assignment ${leaseId}`)
  const { assignment, item } = found
  const project = loadProject(await projectOfTap(trx, item.projectId))
  const now = clock.now()
  const validation = await validationOf(trx, assignment)
  if (now <= assignment.deadline) {
    return { assignmentId: leaseId, project, item, deadline: assignment.deadline, validation }
  }
  const deadline = plusMs(now, project.definition.leaseMinutes * 60_000)
  const renewed = await renewLease(trx, leaseId, deadline)
  if (!renewed) throw new ExpectedError('task.waiting', { minutes: 1 })
  return { assignmentId: leaseId, project, item, deadline, validation }
}
