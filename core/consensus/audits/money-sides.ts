import type { ReviewAnswer } from '../../store/annotations.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { type Draw, drawsOfRound, VOTE } from '../../store/draws.ts'

/** What a finding means for somebody's money on the ledger. */
export type MoneySide = 'loses' | 'repaid' | 'none'

/**
 * How a finding changes what the first answer and each vote of the first round brought: where the experts turn the
 * ledger's verdict around, the court takes from whoever it paid, and whoever lost by it is repaid. Votes of the second
 * round are out of the court's reach.
 */
export async function moneySides(
  trx: Trx,
  audit: Audit,
  answers: readonly ReviewAnswer[],
): Promise<(answer: ReviewAnswer) => MoneySide> {
  if (!isTurned(audit, answers)) return () => 'none'
  const draws = await drawsOfRound(trx, audit)
  const votes = new Map(draws.filter(({ stage }) => stage === 1).map((draw) => [draw.annotationId, draw]))
  return (answer) => sideOf(audit, answer.role === 'annotator' ? 'annotator' : votes.get(answer.id))
}

/** Whether the experts' label accepts what the ledger rejected, or rejects what it accepted. */
export function isTurned({ verdict, finding }: Audit, answers: readonly ReviewAnswer[]): boolean {
  const annotated = answers.find((answer) => answer.role === 'annotator')?.label
  return (annotated === finding ? 'accepted' : 'rejected') !== verdict
}

function sideOf({ verdict }: Audit, of: 'annotator' | Draw | undefined): MoneySide {
  if (of === 'annotator') return verdict === 'accepted' ? 'loses' : 'repaid'
  if (of?.code !== VOTE.approve && of?.code !== VOTE.reject) return 'none'
  const won = of.code === (verdict === 'accepted' ? VOTE.approve : VOTE.reject)
  return won ? 'loses' : 'repaid'
}
