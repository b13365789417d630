import type { Question } from '../../ledger/court-messages.ts'
import { encodePositions } from '../../ledger/packed-bytes.ts'
import type { Quorum } from '../../ledger/quorum.ts'
import { courtInterface } from './court-interface.ts'

/** The call that tells the court which items the operators question, as calldata.
 * @throws RangeError unless the items are strictly ascending and within 16 bits */
export function encodeQuestion({ batch, items }: Question, quorum: Quorum): string {
  return courtInterface.encodeFunctionData('question', [batch, encodePositions(items), quorum])
}
