import type { Clock } from '../clock.ts'
import { adaptiveTerms } from '../projects/adaptive-terms.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { annotationValue } from '../quality/policy/annotation-value.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, drawsOfRound, type ReviewKey, updateDraw } from '../store/draws.ts'
import { askReserve, type Reserve, readReserve } from './ask-reserve.ts'
import { isDoubtful, type KnownItem } from './is-doubtful.ts'
import { verdictOfDraws } from './peer-votes.ts'

/** waiting: votes are still to come; ready: nothing more is asked of the validators. */
export type ReviewState = 'waiting' | 'ready'

/**
 * Asks the next validators in reserve, in the order of the draw, as long as the stage has not as many votes asked
 * for as it needs, or votes that decide nothing, or a verdict that is not sure enough for an adaptive project, or for
 * those whom it would cost a stake. The item must be locked.
 */
export async function advanceReview(
  trx: Trx,
  clock: Clock,
  key: ReviewKey,
  definition: ProjectDefinition,
  known?: KnownItem,
): Promise<ReviewState> {
  const all = await drawsOfRound(trx, key)
  const stage = all.at(-1)?.stage
  let draws = all.filter((draw) => draw.stage === stage)
  let reserve: Reserve | null = null
  const before = all.filter((draw) => draw.stage !== stage)
  while (wanted(draws, before, definition, known)) {
    reserve ??= await readReserve(trx, key, [...all, ...draws], definition)
    const next = askReserve(draws, reserve, definition, clock.now())
    if (!next) break
    await updateDraw(trx, next)
    if (next.state === 'offered') reserve = null
    draws = draws.map((draw) => (draw.id === next.id ? next : draw))
  }
  return draws.some((draw) => draw.state === 'offered') ? 'waiting' : 'ready'
}

/** Whether another validator should be asked; `before`: draws of earlier stages. */
function wanted(
  draws: readonly Draw[],
  before: readonly Draw[],
  definition: ProjectDefinition,
  known?: KnownItem,
): boolean {
  const { minVotes, panelMinVotes } = definition.validation
  const needed = (draws[0]?.stage ?? 1) > 1 ? panelMinVotes : minVotes
  const asked = draws.filter((draw) => draw.state === 'offered' && draw.replaceAt !== null).length
  const heads = draws.filter((draw) => draw.code === 1 || draw.code === 2).length
  if (asked + heads < needed) return true
  if (asked > 0) return false
  if (verdictOfDraws(draws, definition) === 'open' || isUnsure(definition, known?.belief)) return true
  return known !== undefined && isDoubtful([...before, ...draws], definition, known)
}

/** In an adaptive project: whether one more vote is worth what it costs. */
function isUnsure(definition: ProjectDefinition, belief: ItemBelief | undefined): boolean {
  const terms = adaptiveTerms(definition)
  if (!terms || !belief) return false
  const value = annotationValue(belief.probability, belief.posterior.length, {
    annotationCost: Number(terms.annotationCost),
    wrongDecisionLoss: Number(terms.wrongDecisionLoss),
  })
  return value > 0
}
