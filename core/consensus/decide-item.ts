import type { Clock } from '../clock.ts'
import { type DecisionId, newBytes32Id, newId, type SettlementId } from '../ids.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { type CountedAnnotation, countedAnnotations } from '../store/annotations.ts'
import type { Trx } from '../store/database.ts'
import { insertDecision } from '../store/decisions.ts'
import { type Round, updateRound } from '../store/rounds.ts'
import { insertSettlement } from '../store/settlements.ts'
import { decideRound, type RoundOutcome } from './decide-round.ts'
import { settlementTerms } from './settlement-terms.ts'

const WAIT: RoundOutcome = { kind: 'wait' }

/**
 * Decides, widens or escalates the round of a locked item when nobody is answering it any more, and
 * stores what follows: the decision with its settlement, or how the round goes on.
 * `round` must be as the database has it.
 */
export async function decideItem(
  trx: Trx,
  clock: Clock,
  round: Round,
  definition: ProjectDefinition,
): Promise<RoundOutcome> {
  const taken = round.wanted - round.openSlots
  if (round.itemState !== 'open' || taken < definition.redundancy) return WAIT
  const annotations = await countedAnnotations(trx, round.itemId, round.number)
  // Whoever holds a lease may still answer: deciding now would make their work worthless.
  if (annotations.length < taken) return WAIT
  const outcome = decideRound(
    annotations.map((annotation) => annotation.label),
    definition,
  )
  await carryOut(trx, clock, { round, definition, annotations, outcome })
  return outcome
}

interface DecidedRound {
  readonly round: Round
  readonly definition: ProjectDefinition
  readonly annotations: readonly CountedAnnotation[]
  readonly outcome: RoundOutcome
}

async function carryOut(trx: Trx, clock: Clock, decided: DecidedRound): Promise<void> {
  const { round, outcome } = decided
  if (outcome.kind === 'widen' && outcome.wanted > round.wanted) {
    const openSlots = round.openSlots + outcome.wanted - round.wanted
    await updateRound(trx, { ...round, wanted: outcome.wanted, openSlots })
  }
  if (outcome.kind === 'expert') await updateRound(trx, { ...round, openSlots: 0, itemState: 'expert' })
  if (outcome.kind === 'decided') await settle(trx, clock, decided, outcome)
}

async function settle(
  trx: Trx,
  clock: Clock,
  { round, definition, annotations }: DecidedRound,
  { label, agree, total }: Extract<RoundOutcome, { kind: 'decided' }>,
): Promise<void> {
  const { itemId, projectId, number } = round
  const now = clock.now()
  await updateRound(trx, { ...round, openSlots: 0, itemState: 'decided' }, now)
  const decision = { id: newId<DecisionId>(), projectId, itemId, round: number, label, agree, total }
  await insertDecision(trx, { ...decision, decidedAt: now })
  const id = newBytes32Id<SettlementId>()
  const amounts = { rewardWei: definition.rewards.annotation, slashWei: definition.stake.slash }
  const entries = settlementTerms(annotations, label, amounts).map(({ annotation, ...wei }) => ({
    settlementId: id,
    lockId: annotation.lockId,
    annotationId: annotation.id,
    accountId: annotation.accountId,
    ...wei,
  }))
  await insertSettlement(trx, { id, decisionId: decision.id, projectId, itemId, createdAt: now }, entries)
}
