import type { Batch } from '../../store/batches.ts'
import { openOf, settlementOf } from '../batches/encode-step.ts'
import { courtInterface } from './court-interface.ts'

/** Who contests what, as the court takes it. */
export interface Claim {
  readonly account: string
  readonly batch: number
  /** Of the item in its batch. */
  readonly item: number
  readonly kind: number
  readonly signature: string
}

/** The call that contests the votes of a batch's first round, or those of its panel. */
export function disputeData(batch: Batch, { stage }: { readonly stage: number }, claim: Claim): string {
  if (stage === 1) return courtInterface.encodeFunctionData('dispute', [claim, settlementOf(batch)])
  const panel = { open: openOf(batch, batch.openItems), votes: batch.panelVotes }
  return courtInterface.encodeFunctionData('disputePanel', [claim, panel])
}
