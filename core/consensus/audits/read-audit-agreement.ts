import { type AuditRuling, auditRulingsOf } from '../../store/audit-rulings.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { expertPersons } from '../../store/expert-cases.ts'
import { type AgreedRuling, agreedRuling, rulingsNeeded } from '../experts/agreed-ruling.ts'
import { auditInsiders } from './audit-insiders.ts'

export interface AuditAgreement {
  /** Of the present look. */
  readonly rulings: readonly AuditRuling[]
  readonly needed: number
  /** Null while too few say the same. */
  readonly agreed: AgreedRuling<string | null> | null
}

/** What the experts say of an audited item in the present look. */
export async function readAuditAgreement(trx: Trx, audit: Audit): Promise<AuditAgreement> {
  const experts = await expertPersons(trx)
  const insiders = await auditInsiders(trx, audit)
  const outsiders = experts.filter((expert) => !insiders.has(expert))
  const needed = rulingsNeeded(experts.length, outsiders.length)
  const rulings = await auditRulingsOf(trx, audit.id, audit.look)
  const agreed = agreedRuling(
    rulings.map((ruling) => ruling.label),
    needed,
  )
  return { rulings, needed, agreed }
}
