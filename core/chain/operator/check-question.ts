import type { Question } from '../../ledger/court-messages.ts'
import type { ChainClient } from '../client.ts'
import type { BatchEvidence } from './evidence.ts'
import { type ProposedItem, recomputeVerdicts } from './recompute-verdicts.ts'
import { require } from './refuse.ts'

/**
 * A question is signed when somebody would lose stake by the proposed verdict of each of its items. How sure that
 * verdict is, an operator cannot know; without a loser there is nothing to protect anybody from.
 * @throws ExpectedError `operator.refused`
 */
export async function checkQuestion(
  client: ChainClient,
  ledger: string,
  { batch, round, items }: Question,
  evidence: BatchEvidence,
): Promise<void> {
  require(evidence.batch === batch, 'noEvidence', String(batch))
  const proposed = await recomputeVerdicts(client, ledger, evidence)
  require(proposed.round === round, 'wrongState', String(batch))
  for (const item of items) {
    const found = proposed.items.get(item)
    require(found !== undefined && takesStake(found), 'nobodyLoses', `${batch}: ${item}`)
  }
}

/** A rejection costs the annotator, an acceptance whoever rejected. */
function takesStake({ verdict, entries }: ProposedItem): boolean {
  return verdict === 'rejected' || (verdict === 'accepted' && entries.some(({ vote }) => vote === 'reject'))
}
