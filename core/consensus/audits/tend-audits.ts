import { type Clock, plusMs } from '../../clock.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Project } from '../../projects/project.ts'
import { type Audit, findAudit, updateAudit } from '../../store/audits.ts'
import type { Store, Trx } from '../../store/database.ts'
import { tryLockItem } from '../../store/rounds.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { type AuditEnds, auditedProjects, endedAudits } from '../../store/waiting-audits.ts'
import { dropFinding } from './end-look.ts'
import { settleFinding } from './settle-finding.ts'

/** Of one project, so that no run holds the database for long. */
const AT_ONCE = 100
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
    for (const projectId of await auditedProjects(trx)) {
      const project = loadProject(await projectOfTap(trx, projectId))
      for (const { id, itemId, state } of await endedAudits(
        trx,
        projectId,
        endsNow(clock, project),
        AT_ONCE,
      )) {
        if (!(await tryLockItem(trx, itemId))) continue
        const audit = await findAudit(trx, id)
        // An expert, the person it is against, or another process came first.
        if (audit.state !== state) continue
        await end(trx, clock, { audit, project })
        moved++
      }
    }
    return moved
  })
}

function endsNow(clock: Clock, { definition }: Project): AuditEnds {
  const now = clock.now()
  const contestMs = definition.audits.contestHours * HOUR_MS
  return {
    open: plusMs(now, contestMs + SECOND_LOOK_MS + SENDING_MS),
    held: now,
    contested: plusMs(now, SENDING_MS),
    found: now,
  }
}

async function end(
  trx: Trx,
  clock: Clock,
  { audit, project }: { audit: Audit; project: Project },
): Promise<void> {
  switch (audit.state) {
    case 'found':
      return await settleFinding(trx, clock, { audit, project })
    case 'contested':
      return await dropFinding(trx, clock, { audit, project })
    default:
      return await updateAudit(trx, { ...audit, state: 'closed', outcome: 'silent' }, clock.now())
  }
}
