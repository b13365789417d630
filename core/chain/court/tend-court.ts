import { type AuditSubmitting, submitAudits } from '../audits/submit-audits.ts'
import { tellRepaid } from '../audits/tell-repaid.ts'
import { closeAppeals } from './close-appeals.ts'
import { type Questioning, questionDoubtful } from './question-doubtful.ts'
import { type Appealing, sendAppeals } from './send-appeals.ts'
import { type Submitting, submitVerdicts } from './submit-verdicts.ts'

type Tending = Submitting & Appealing & AuditSubmitting & Questioning

/** What the court is told: appeals, doubtful verdicts, what experts ruled, findings of audits, and that appeals are
 * over. Returns how many things moved. */
export async function tendCourt(deps: Tending): Promise<number> {
  const questions = await questionDoubtful(deps)
  const appeals = (await sendAppeals(deps)) + (await submitVerdicts(deps)) + (await closeAppeals(deps))
  return questions + appeals + (await submitAudits(deps)) + (await tellRepaid(deps))
}
