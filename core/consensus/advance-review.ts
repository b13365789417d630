import { type Clock, type Instant, plusMs } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import { adaptiveTerms } from '../projects/adaptive-terms.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { annotationValue } from '../quality/policy/annotation-value.ts'
import { personsOfItem } from '../store/assignments.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, drawsOfRound, type ReviewKey, updateDraw } from '../store/draws.ts'
import { matesOf } from '../store/person-clusters.ts'
import { verdictOfDraws } from './peer-votes.ts'

/** waiting: votes are still to come; ready: nothing more is asked of the validators. */
export type ReviewState = 'waiting' | 'ready'

/**
 * Asks the next validators in reserve, in the order of the draw, as long as the stage has not as many votes asked
 * for as it needs, or votes that decide nothing, or a verdict that is not sure enough for an adaptive project. The
 * item must be locked.
 */
export async function advanceReview(
  trx: Trx,
  clock: Clock,
  key: ReviewKey,
  definition: ProjectDefinition,
  belief?: ItemBelief,
): Promise<ReviewState> {
  const all = await drawsOfRound(trx, key)
  const stage = all.at(-1)?.stage
  let draws = all.filter((draw) => draw.stage === stage)
  const seen = new Set(await personsOfItem(trx, key.itemId))
  for (const mate of await matesOf(trx, draws.flatMap(askedPerson))) seen.add(mate)
  while (wanted(draws, definition, belief)) {
    const next = draws.find((draw) => draw.state === 'reserve')
    if (!next) break
    const changed = mayVote(next, seen)
      ? offer(next, definition, clock.now())
      : { ...next, state: 'recused' as const }
    await updateDraw(trx, changed)
    for (const mate of await matesOf(trx, askedPerson(changed))) seen.add(mate)
    draws = draws.map((draw) => (draw === next ? changed : draw))
  }
  return draws.some((draw) => draw.state === 'offered') ? 'waiting' : 'ready'
}

/** Whether another validator should be asked. */
function wanted(draws: readonly Draw[], definition: ProjectDefinition, belief?: ItemBelief): boolean {
  const { minVotes, panelMinVotes } = definition.validation
  const needed = (draws[0]?.stage ?? 1) > 1 ? panelMinVotes : minVotes
  const asked = draws.filter((draw) => draw.state === 'offered' && draw.replaceAt !== null).length
  const heads = draws.filter((draw) => draw.code === 1 || draw.code === 2).length
  if (asked + heads < needed) return true
  if (asked > 0) return false
  return verdictOfDraws(draws, definition) === 'open' || isUnsure(definition, belief)
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

/** The person of a draw who is, or was, asked to vote. */
function askedPerson({ personId, state }: Draw): PersonId[] {
  return personId !== null && (state === 'offered' || state === 'voted' || state === 'missed')
    ? [personId]
    : []
}

function mayVote({ personId }: Draw, seen: ReadonlySet<PersonId>): boolean {
  return personId !== null && !seen.has(personId)
}

function offer(draw: Draw, { validation }: ProjectDefinition, now: Instant): Draw {
  const ms = validation.answerMinutes * 60_000
  return {
    ...draw,
    state: 'offered',
    offeredAt: now,
    deadline: plusMs(now, ms),
    replaceAt: plusMs(now, ms / 2),
  }
}
