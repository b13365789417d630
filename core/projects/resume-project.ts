import type { Clock } from '../clock.ts'
import type { Trx } from '../store/database.ts'
import { changeState, type StateChange } from './change-state.ts'
import type { Project } from './project.ts'

/** Hands out items again.
 * @throws ExpectedError `project.unknown`, `project.wrongState` unless paused */
export async function resumeProject(trx: Trx, clock: Clock, change: StateChange): Promise<Project> {
  return await changeState(trx, clock, { ...change, from: 'paused', to: 'active', action: 'project.resumed' })
}
