import { type Clock, plusMs } from '../../clock.ts'
import type { Project } from '../../projects/project.ts'
import { annotatedLabel } from '../../store/annotations.ts'
import { type Audit, type AuditOutcome, updateAudit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { confirmByExperts } from './confirm-by-experts.ts'
import { settleFinding } from './settle-finding.ts'
import { tellFinding } from './tell-finding.ts'

const HOUR_MS = 3_600_000

interface EndedLook {
  readonly audit: Audit
  readonly project: Project
  /** What experts agreed on; null: that it cannot be decided. */
  readonly label: string | null
}

/**
 * What follows when experts agree on an audited item. In the first look: the same label as decided confirms the
 * decision; another one is a finding that can be contested; none changes nothing. In the second look the finding
 * stands or is dropped. The item must be locked.
 */
export async function endLook(trx: Trx, clock: Clock, { audit, project, label }: EndedLook): Promise<void> {
  if (audit.isHeld) return await close(trx, clock, audit, await heldOutcome(trx, audit, label))
  if (audit.look > 1) {
    if (label === audit.finding) return await settleFinding(trx, clock, { audit, project })
    return await dropFinding(trx, clock, { audit, project })
  }
  if (label === null) return await close(trx, clock, audit, 'undecided')
  if (label === audit.decidedLabel) {
    await confirmByExperts(trx, clock, project, { audit, label })
    return await close(trx, clock, audit, 'upheld')
  }
  const contestUntil = plusMs(clock.now(), project.definition.audits.contestHours * HOUR_MS)
  const found = { ...audit, state: 'found', finding: label, contestUntil } as const
  await updateAudit(trx, found, clock.now())
  await tellFinding(trx, clock, { audit: found, project, kind: 'audit.found' })
}

/** Of votes that are held back, and would reject the first answer: whether experts reject it too. */
async function heldOutcome(trx: Trx, { itemId, round }: Audit, label: string | null): Promise<AuditOutcome> {
  if (label === null) return 'undecided'
  return label === (await annotatedLabel(trx, itemId, round)) ? 'corrected' : 'upheld'
}

/** Ends an audit whose finding did not stand the second look, and says so to whoever was told of it. */
export async function dropFinding(
  trx: Trx,
  clock: Clock,
  { audit, project }: Omit<EndedLook, 'label'>,
): Promise<void> {
  await tellFinding(trx, clock, { audit, project, kind: 'audit.dropped' })
  await close(trx, clock, audit, 'dropped')
}

async function close(trx: Trx, clock: Clock, audit: Audit, outcome: AuditOutcome): Promise<void> {
  await updateAudit(trx, { ...audit, state: 'closed', outcome }, clock.now())
}
