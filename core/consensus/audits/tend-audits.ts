import { type Clock, type Instant, plusMs } from '../../clock.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Project } from '../../projects/project.ts'
import { type Audit, openAuditOf, openAudits, updateAudit } from '../../store/audits.ts'
import type { Store, Trx } from '../../store/database.ts'
import { tryLockItem } from '../../store/rounds.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { dropFinding } from './end-look.ts'
import { settleFinding } from './settle-finding.ts'

const AT_ONCE = 200
const HOUR_MS = 3_600_000
/** Before the ledger's time is over: for a second look, and for experts' signatures and the transactions. */
const SECOND_LOOK_MS = 24 * HOUR_MS
const SENDING_MS = 24 * HOUR_MS

/**
 * A job: lets findings stand that nobody contested in time, and ends audits on which experts did not agree in time, in
 * favour of what was decided, so that none waits for ever. Returns how many moved.
 */
export async function tendAudits(store: Store, clock: Clock): Promise<number> {
  return await store.transaction(async (trx) => {
    let moved = 0
    for (const { itemId } of await tended(trx)) {
      if (!(await tryLockItem(trx, itemId))) continue
      const audit = await openAuditOf(trx, itemId)
      if (!audit) continue
      const project = loadProject(await projectOfTap(trx, audit.projectId))
      if (await tend(trx, clock, { audit, project })) moved++
    }
    return moved
  })
}

/** The open ones that began first end first; the others are few. */
async function tended(trx: Trx): Promise<Audit[]> {
  const found = await openAudits(trx, ['found', 'contested', 'slashing'], AT_ONCE)
  return [...found, ...(await openAudits(trx, ['open'], AT_ONCE))]
}

async function tend(
  trx: Trx,
  clock: Clock,
  { audit, project }: { audit: Audit; project: Project },
): Promise<boolean> {
  const now = clock.now()
  if (now <= endOf(audit, project)) return false
  switch (audit.state) {
    case 'open':
      await updateAudit(trx, { ...audit, state: 'closed', outcome: 'silent' }, now)
      return true
    case 'found':
      await settleFinding(trx, clock, { audit, project })
      return true
    case 'contested':
      await dropFinding(trx, clock, { audit, project })
      return true
    case 'slashing':
      await updateAudit(trx, { ...audit, state: 'closed' }, now)
      return true
    default:
      return false
  }
}

/** When the present state of an audit ends by itself. */
function endOf({ state, dueAt, contestUntil, isHeld }: Audit, { definition }: Project): Instant {
  if (isHeld) return dueAt
  const contestMs = definition.audits.contestHours * HOUR_MS
  if (state === 'open') return plusMs(dueAt, -(contestMs + SECOND_LOOK_MS + SENDING_MS))
  if (state === 'found') return contestUntil ?? dueAt
  return state === 'contested' ? plusMs(dueAt, -SENDING_MS) : dueAt
}
