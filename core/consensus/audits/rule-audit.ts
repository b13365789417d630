import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { Account } from '../../people/account.ts'
import { loadProject } from '../../projects/load-project.ts'
import { putAuditRuling } from '../../store/audit-rulings.ts'
import { openAuditOf } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { UNCLEAR } from '../../store/expert-cases.ts'
import { lockItem } from '../../store/rounds.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { checkLabel } from '../experts/check-label.ts'
import { LONGEST_REASON, type RulingInput } from '../experts/rule-item.ts'
import { auditInsiders } from './audit-insiders.ts'
import { endLook } from './end-look.ts'
import { isBeforeAuditors } from './next-audit.ts'
import { type AuditAgreement, readAuditAgreement } from './read-audit-agreement.ts'

/**
 * Takes an expert's ruling on an audited item. Once enough experts say the same the look ends.
 * @throws ExpectedError `expert.closed`, `expert.tookPart`, `expert.notUnclear`, `task.unknownLabel`
 */
export async function ruleAudit(
  trx: Trx,
  clock: Clock,
  account: Account,
  { itemId, label, reason }: RulingInput,
): Promise<AuditAgreement> {
  await lockItem(trx, itemId)
  const audit = await openAuditOf(trx, itemId)
  if (!audit || !isBeforeAuditors(audit)) throw new ExpectedError('expert.closed', {})
  if ((await auditInsiders(trx, audit)).has(account.personId)) throw new ExpectedError('expert.tookPart', {})
  const project = loadProject(await projectOfTap(trx, audit.projectId))
  // What is settled was answered as if it had one answer.
  if (label === UNCLEAR) throw new ExpectedError('expert.notUnclear', {})
  checkLabel(project, label)
  await putAuditRuling(trx, {
    auditId: audit.id,
    look: audit.look,
    personId: account.personId,
    accountId: account.id,
    label,
    reason: reason.slice(0, LONGEST_REASON),
    ruledAt: clock.now(),
  })
  const agreement = await readAuditAgreement(trx, audit)
  if (agreement.agreed) await endLook(trx, clock, { audit, project, label: agreement.agreed.label })
  return agreement
}
