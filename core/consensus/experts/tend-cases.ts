import { type Clock, type Instant, plusMs } from '../../clock.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Store, Trx } from '../../store/database.ts'
import {
  closeCase,
  type ExpertCase,
  isBeforeExperts,
  openCases,
  openMissingCases,
} from '../../store/expert-cases.ts'
import { findRound, tryLockItem } from '../../store/rounds.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { leaveUndecided } from './close-by-experts.ts'
import { tellExperts } from './tell-experts.ts'
import { tellEscalated } from './tell-participants.ts'

const AT_ONCE = 200
const HOUR_MS = 3_600_000

/**
 * A job: opens a case for every item that waits for experts, tells them and everybody who took part, and ends cases for
 * which the experts' time is over, so that no item waits for ever. Returns how many it opened and ended.
 */
export async function tendCases(store: Store, clock: Clock): Promise<number> {
  return await store.transaction(async (trx) => {
    const now = clock.now()
    const opened = await openMissingCases(trx, now, AT_ONCE)
    await tellEscalated(trx, opened, now)
    const open = await openCases(trx, AT_ONCE)
    await tellExperts(trx, open, now)
    let ended = 0
    for (const one of open) if (await end(trx, clock, one, now)) ended++
    return opened.length + ended
  })
}

/** Ends a case that was decided on the ledger, or for which the time is over there and here. */
async function end(trx: Trx, clock: Clock, one: ExpertCase, now: Instant): Promise<boolean> {
  if (!(await tryLockItem(trx, one.itemId))) return false
  const round = await findRound(trx, one.itemId)
  if (round.itemState !== 'expert') {
    await closeCase(trx, one.itemId, round.itemState === 'undecided' ? 'undecided' : 'decided', now)
    return true
  }
  const project = loadProject(await projectOfTap(trx, one.projectId))
  const deadline = plusMs(one.openedAt, project.definition.validation.expertHours * HOUR_MS)
  if (now < deadline || (await isBeforeExperts(trx, one.itemId))) return false
  await leaveUndecided(trx, clock, { round, project })
  return true
}
