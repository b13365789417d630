import type { Clock } from '../clock.ts'
import type { AnnotationId } from '../ids.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { annotatedLabel } from '../store/annotations.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, updateDraw } from '../store/draws.ts'
import type { Round } from '../store/rounds.ts'
import { advanceReview } from './advance-review.ts'
import { voteOn } from './peer-votes.ts'
import { receiptCode } from './receipt-code.ts'

/** An answer that counts, and what is believed of its item now. */
export interface CastAnswer {
  readonly annotationId: AnnotationId
  readonly label: string
  readonly round: Round
  readonly definition: ProjectDefinition
  readonly belief: ItemBelief
}

/** Takes a drawn validator's blind label as their vote on the annotation. The item must be locked. Returns the
 * code of the vote's receipt. */
export async function castVote(
  trx: Trx,
  clock: Clock,
  draw: Draw,
  answer: CastAnswer,
): Promise<string | null> {
  const { annotationId, label, round, definition, belief } = answer
  const annotated = await annotatedLabel(trx, round.itemId, draw.round)
  const code = voteOn(annotated, label)
  const voted = { ...draw, state: 'voted', code, annotationId, replaceAt: null } as const
  await updateDraw(trx, voted)
  const key = { itemId: round.itemId, round: draw.round }
  await advanceReview(trx, clock, key, definition, { annotated, belief })
  return receiptCode(voted)
}
