import { type Clock, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { type AssignmentId, type ItemId, newId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { loadProject } from '../projects/load-project.ts'
import { insertAssignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { findClaimant } from '../store/dispatch/seekers.ts'
import { endResubmission, resubmissionsOf } from '../store/resubmissions.ts'
import { findRound, lockItem } from '../store/rounds.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { liveTask } from './live-task.ts'
import { stakeProblem } from './stake-problem.ts'
import type { Task } from './task.ts'

/**
 * Gives a person the item once more on which they were rejected: a round of its own, with a stake of its own; what was
 * settled before stays. Whoever has it already gets the same task.
 * @throws ExpectedError `resubmit.over`, `resubmit.busy`, `project.notActive`, `wallet.required`, `session.over`,
 * `session.tooSmall`, `stake.tooLow`
 */
export async function resubmitItem(trx: Trx, clock: Clock, account: Account, itemId: ItemId): Promise<Task> {
  const { leaseId, stake } = await findClaimant(trx, account.id)
  if (leaseId) {
    const task = await liveTask(trx, clock, leaseId)
    if (task.item.id === itemId) return task
    throw new ExpectedError('resubmit.busy', {})
  }
  await lockItem(trx, itemId)
  const now = clock.now()
  const offered = (await resubmissionsOf(trx, account.personId, now)).find((one) => one.itemId === itemId)
  if (!offered) throw new ExpectedError('resubmit.over', {})
  const { projectId } = await findRound(trx, itemId)
  const project = loadProject(await projectOfTap(trx, projectId))
  const { slug, state, definition } = project
  if (state !== 'active') throw new ExpectedError('project.notActive', { project: slug, state })
  const problem = stakeProblem(stake, project, now)
  if (problem) throw problem
  await endResubmission(trx, offered, 'taken')
  const id = newId<AssignmentId>()
  await insertAssignment(trx, {
    id,
    projectId,
    itemId,
    accountId: account.id,
    personId: account.personId,
    round: offered.round,
    role: 'annotator',
    state: 'leased',
    leasedAt: now,
    deadline: plusMs(now, definition.leaseMinutes * 60_000),
  })
  return await liveTask(trx, clock, id)
}
