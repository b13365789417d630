import type { Clock } from '../../clock.ts'
import type { Project } from '../../projects/project.ts'
import { reviewAnswers } from '../../store/annotations.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import { type Audit, updateAudit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { confirmByExperts } from './confirm-by-experts.ts'
import { isTurned } from './money-sides.ts'
import { tellFinding } from './tell-finding.ts'

/**
 * Lets a finding stand: it is the decision, everybody's reputation follows it, everybody who answered is told, and
 * where it turns the verdict around it goes to the ledger. The item must be locked.
 */
export async function settleFinding(
  trx: Trx,
  clock: Clock,
  { audit, project }: { audit: Audit; project: Project },
): Promise<void> {
  const { finding: label, itemId, round, decidedLabel } = audit
  if (label === null) throw new Error(`audit ${audit.id} found nothing`)
  const changes = await confirmByExperts(trx, clock, project, { audit, label })
  await tellFinding(trx, clock, { audit, project, kind: 'audit.stands', changes })
  await insertAuditEntry(trx, {
    accountId: null,
    action: 'decision.corrected',
    target: `${project.slug}/${itemId}`,
    details: { audit: audit.id, before: decidedLabel, after: label, look: audit.look },
    createdAt: clock.now(),
  })
  const turned = isTurned(audit, await reviewAnswers(trx, itemId, round))
  const state = turned ? ('slashing' as const) : ('closed' as const)
  await updateAudit(trx, { ...audit, state, outcome: 'corrected' }, clock.now())
}
