import type { Clock } from '../clock.ts'
import { type DecisionId, newBytes32Id, newId, type SettlementId } from '../ids.ts'
import { adaptiveTerms } from '../projects/adaptive-terms.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { readItemBelief } from '../quality/belief/read-item-belief.ts'
import { type CountedAnnotation, countedAnnotations } from '../store/annotations.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import type { Trx } from '../store/database.ts'
import { insertDecision } from '../store/decisions.ts'
import { type Round, updateRound } from '../store/rounds.ts'
import { insertSettlement } from '../store/settlements.ts'
import { adaptRound, mayAskMore } from './adapt-round.ts'
import { decideRound, type RoundOutcome } from './decide-round.ts'
import { settlementTerms } from './settlement-terms.ts'

const WAIT: RoundOutcome = { kind: 'wait' }

/**
 * Decides, widens or escalates the round of a locked item when nobody is answering it any more, and
 * stores what follows: the decision with its settlement, or how the round goes on.
 * `round` must be as the database has it. `belief` spares a query where the caller knows it.
 */
export async function decideItem(
  trx: Trx,
  clock: Clock,
  round: Round,
  definition: ProjectDefinition,
  belief?: ItemBelief,
): Promise<RoundOutcome> {
  const taken = round.wanted - round.openSlots
  // Validated items are decided by the ledger.
  if (definition.protocol === 'peers') return WAIT
  if (round.itemState !== 'open' || taken < definition.redundancy) return WAIT
  const annotations = await countedAnnotations(trx, round.itemId, round.number)
  // Whoever holds a lease may still answer: deciding now would make their work worthless.
  if (annotations.length < taken) return WAIT
  const byRule = decideRound(
    annotations.map((annotation) => annotation.label),
    definition,
  )
  const outcome = await withBelief(trx, round, definition, byRule, belief)
  await carryOut(trx, clock, { round, definition, annotations, outcome })
  return outcome
}

/** In an adaptive project: asks for more evidence than the rule does where that is worth its cost. */
async function withBelief(
  trx: Trx,
  { itemId, projectId }: Round,
  definition: ProjectDefinition,
  byRule: RoundOutcome,
  known?: ItemBelief,
): Promise<RoundOutcome> {
  const terms = adaptiveTerms(definition)
  if (!terms || !mayAskMore(byRule, definition.maxRedundancy)) return byRule
  const labels = labelNames(definition)
  const { posterior } = known ?? (await readItemBelief(trx, { itemId, projectId, labels }))
  return adaptRound(
    byRule,
    definition.maxRedundancy,
    { posterior, labels },
    {
      annotationCost: Number(terms.annotationCost),
      wrongDecisionLoss: Number(terms.wrongDecisionLoss),
    },
  )
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
