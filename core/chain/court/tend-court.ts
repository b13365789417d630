import { type AuditSubmitting, submitAudits } from '../audits/submit-audits.ts'
import { tellRepaid } from '../audits/tell-repaid.ts'
import { closeAppeals } from './close-appeals.ts'
import { type Appealing, sendAppeals } from './send-appeals.ts'
import { type Submitting, submitVerdicts } from './submit-verdicts.ts'

type Tending = Submitting & Appealing & AuditSubmitting

/** What the court is told: appeals, verdicts, findings of audits, and that appeals are over. Returns
 * how many things moved. */
export async function tendCourt(deps: Tending): Promise<number> {
  const appeals = (await sendAppeals(deps)) + (await submitVerdicts(deps)) + (await closeAppeals(deps))
  return appeals + (await submitAudits(deps)) + (await tellRepaid(deps))
}
