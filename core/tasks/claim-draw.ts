import { type Clock, plusMs } from '../clock.ts'
import { type AssignmentId, newId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { loadProject } from '../projects/load-project.ts'
import { insertAssignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, drawsOfferedTo } from '../store/draws.ts'
import { countExposure } from '../store/gold.ts'
import { tryLockItem } from '../store/rounds.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { liveTask } from './live-task.ts'
import type { Task } from './task.ts'

/**
 * Leases to a person the item that they were drawn for first, to answer it without seeing the annotation; null
 * when they are asked for none. Draws of projects that are paused, and those that somebody else holds at this
 * moment, are left for later.
 */
export async function claimDraw(
  trx: Trx,
  clock: Clock,
  account: Account,
  projectSlug?: string,
): Promise<Task | null> {
  for (const draw of await drawsOfferedTo(trx, account.personId)) {
    const project = loadProject(await projectOfTap(trx, draw.projectId))
    if (projectSlug !== undefined && project.slug !== projectSlug) continue
    if (project.state !== 'active' || !(await tryLockItem(trx, draw.itemId))) continue
    const deadline = draw.deadline ?? plusMs(clock.now(), project.definition.leaseMinutes * 60_000)
    return await liveTask(trx, clock, await lease(trx, clock, account, draw, deadline))
  }
  return null
}

async function lease(
  trx: Trx,
  clock: Clock,
  account: Account,
  draw: Draw,
  deadline: Task['deadline'],
): Promise<AssignmentId> {
  const id = newId<AssignmentId>()
  await insertAssignment(trx, {
    id,
    projectId: draw.projectId,
    itemId: draw.itemId,
    accountId: account.id,
    personId: account.personId,
    round: draw.round,
    role: 'validator',
    state: 'leased',
    leasedAt: clock.now(),
    deadline,
  })
  await countExposure(trx, draw.itemId)
  return id
}
