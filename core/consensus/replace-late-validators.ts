import type { Clock, Instant } from '../clock.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Store, Trx } from '../store/database.ts'
import { type Draw, drawsOfRound, itemsWithLateDraws, type ReviewKey, updateDraw } from '../store/draws.ts'
import { tryLockItem } from '../store/rounds.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { advanceReview } from './advance-review.ts'

/**
 * A job: asks somebody else where a validator let half of the time go by, and gives up on those past their
 * deadline; a vote that still comes counts as long as the votes are not on their way to the chain. Returns how
 * many items it looked at.
 */
export async function replaceLateValidators(store: Store, clock: Clock, limit = 100): Promise<number> {
  return await store.transaction(async (trx) => {
    const now = clock.now()
    const late = await itemsWithLateDraws(trx, now, limit)
    for (const key of late) await replaceLate(trx, clock, key, now)
    return late.length
  })
}

async function replaceLate(trx: Trx, clock: Clock, key: ReviewKey, now: Instant): Promise<void> {
  if (!(await tryLockItem(trx, key.itemId))) return
  const draws = await drawsOfRound(trx, key)
  const late = draws
    .filter((draw) => draw.state === 'offered')
    .map((draw) => [draw, whenLate(draw, now)] as const)
  for (const [draw, changed] of late) if (changed !== draw) await updateDraw(trx, changed)
  const [first] = draws
  if (!first) return
  const { definition } = loadProject(await projectOfTap(trx, first.projectId))
  await advanceReview(trx, clock, key, definition)
}

function whenLate(draw: Draw, now: Instant): Draw {
  if (draw.deadline !== null && draw.deadline <= now) return { ...draw, state: 'missed', replaceAt: null }
  return draw.replaceAt !== null && draw.replaceAt <= now ? { ...draw, replaceAt: null } : draw
}
