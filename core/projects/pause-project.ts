import type { Clock } from '../clock.ts'
import type { Trx } from '../store/database.ts'
import { changeState, type StateChange } from './change-state.ts'
import type { Project } from './project.ts'

/** Stops handing out items; leased ones can still be answered.
 * @throws ExpectedError `project.unknown`, `project.wrongState` unless active */
export async function pauseProject(trx: Trx, clock: Clock, change: StateChange): Promise<Project> {
  return await changeState(trx, clock, { ...change, from: 'active', to: 'paused', action: 'project.paused' })
}
