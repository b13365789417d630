import { closeAppeals } from './close-appeals.ts'
import { type Appealing, sendAppeals } from './send-appeals.ts'
import { type Submitting, submitVerdicts } from './submit-verdicts.ts'

/** What the court is told: appeals, verdicts of experts with demo wallets, and that appeals are over. Returns how many
 * things moved. */
export async function tendCourt(deps: Omit<Submitting, 'demo'> & Appealing): Promise<number> {
  const { demo } = deps
  const verdicts = demo ? await submitVerdicts({ ...deps, demo }) : 0
  return (await sendAppeals(deps)) + verdicts + (await closeAppeals(deps))
}
