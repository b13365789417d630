import { ExpectedError } from '../errors.ts'
import type { AssignmentId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { loadProject } from '../projects/load-project.ts'
import { findAssignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import type { Task } from './task.ts'
import { validationOf } from './validation-of.ts'

/** A person's task, in whatever state, for looking at it again.
 * @throws ExpectedError `task.closed` when it is not theirs */
export async function findTask(trx: Trx, account: Account, assignmentId: AssignmentId): Promise<Task> {
  const found = await findAssignment(trx, assignmentId)
  if (found?.assignment.personId !== account.personId) throw new ExpectedError('task.closed', {})
  const { assignment, item } = found
  const project = loadProject(await projectOfTap(trx, item.projectId))
  const validation = await validationOf(trx, assignment)
  return { assignmentId, project, item, deadline: assignment.deadline, validation }
}
