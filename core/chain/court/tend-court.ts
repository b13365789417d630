import { closeAppeals } from './close-appeals.ts'
import { type Appealing, sendAppeals } from './send-appeals.ts'
import { type Submitting, submitVerdicts } from './submit-verdicts.ts'

/** What the local chain's court is told for people and experts with demo wallets. Returns how many things moved. */
export async function tendCourt(deps: Submitting & Appealing): Promise<number> {
  return (await sendAppeals(deps)) + (await submitVerdicts(deps)) + (await closeAppeals(deps))
}
