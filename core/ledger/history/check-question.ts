import { keccak256 } from 'ethers'
import { courtDigest } from '../court-messages.ts'
import { checkDigest } from './check-signed.ts'
import type { QuestionCall } from './event.ts'
import { type Difference, differs, type Replay } from './replay.ts'

/** Whether enough of the listed operators signed that items of a batch are doubtful. */
export function checkQuestion(
  replay: Replay,
  batch: number,
  { court, round, items, signed }: QuestionCall,
): readonly Difference[] {
  const call = 'question'
  if (!signed) return differs('verify.callMissing', { batch, call })
  const value = { batch, round, itemsHash: keccak256(items) }
  const digest = courtDigest(replay.chainId, court, { type: 'Question', value })
  return checkDigest(replay, { batch, call }, digest, signed).differences
}
