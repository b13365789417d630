import { ExpectedError } from '../../errors.ts'

/** Why an operator does not sign; docs/operators.md explains each. */
export type Refusal =
  | 'otherLedger'
  | 'unknownCall'
  | 'noEvidence'
  | 'wrongState'
  | 'commitment'
  | 'tooEarly'
  | 'batchNumber'
  | 'labels'
  | 'labelTwice'
  | 'votes'
  | 'voteWithoutReceipt'
  | 'receiptIgnored'
  | 'notDrawn'
  | 'otherTime'
  | 'otherVote'
  | 'otherProposal'
  | 'nobodyLoses'

/** The error of an operator that will not sign. `detail`: batch, and item where there is one. */
export function refuse(reason: Refusal, detail: string): ExpectedError<'operator.refused'> {
  return new ExpectedError('operator.refused', { reason, detail })
}

/** @throws ExpectedError `operator.refused` unless `kept` */
export function require(kept: boolean, reason: Refusal, detail: string): asserts kept {
  if (!kept) throw refuse(reason, detail)
}
