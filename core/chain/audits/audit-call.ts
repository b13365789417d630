import { courtDigest } from '../../ledger/court-messages.ts'
import { encodeQuorum, type OperatorSignature } from '../../ledger/quorum.ts'
import type { JudgedSide } from '../../store/audit-sides.ts'
import type { Audit } from '../../store/audits.ts'
import type { Batch } from '../../store/batches.ts'
import { settlementOf } from '../batches/encode-step.ts'
import { courtInterface } from '../court/court-interface.ts'
import { MOST_EXPERTS } from '../court/keep-expert-list.ts'
import type { LedgerPlace } from '../quorum.ts'

/** What a finding says of one side of an item. */
interface FoundSide {
  readonly batch: Batch
  readonly audit: Pick<Audit, 'position'>
  readonly side: Pick<JudgedSide, 'draw'>
}

/** The hash that experts sign so that the court takes back what this side earned. */
export function auditDigest({ chainId, court }: LedgerPlace, { batch, audit, side }: FoundSide): string {
  const value = { batch: batch.number, item: audit.position, draw: side.draw }
  return courtDigest(chainId, court, { type: 'AuditRuling', value })
}

/** The call by which the court takes it back.
 * @param experts the court's list, in its order
 * @throws RangeError when somebody signed who is not on the list */
export function auditCall(
  { batch, audit, side }: FoundSide,
  experts: readonly string[],
  signed: readonly OperatorSignature[],
): string {
  const quorum = encodeQuorum(experts, signed, MOST_EXPERTS)
  return courtInterface.encodeFunctionData('audit', [
    batch.number,
    settlementOf(batch),
    audit.position,
    side.draw,
    { experts: quorum.operators, signatures: quorum.signatures },
  ])
}
