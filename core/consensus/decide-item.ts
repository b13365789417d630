import type { Clock } from '../clock.ts'
import { type DecisionId, newId } from '../ids.ts'
import { adaptiveTerms } from '../projects/adaptive-terms.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { familyOf } from '../projects/family-of.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { readItemBelief } from '../quality/belief/read-item-belief.ts'
import { judgeRound } from '../quality/standing/judge-round.ts'
import { type CountedAnnotation, countedAnnotations } from '../store/annotations.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import type { Trx } from '../store/database.ts'
import { insertDecision } from '../store/decisions.ts'
import { restItem } from '../store/resting-items.ts'
import { type Round, updateRound } from '../store/rounds.ts'
import { adaptRound, mayAskMore } from './adapt-round.ts'
import { decideRound, type RoundOutcome } from './decide-round.ts'

const WAIT: RoundOutcome = { kind: 'wait' }

/** What the caller knows of an item's belief. */
interface Known {
  /** Spares a query. */
  readonly belief?: ItemBelief
  /** Whether it was formed anew after a refit. */
  readonly refitted?: boolean
}

/**
 * Decides, widens or escalates the round of a locked item when nobody is answering it any more, and
 * stores what follows: the decision, or how the round goes on. `round` must be as the database has it.
 * Where belief could ask for more and does not, the item rests until it says the same after the next refit: what is
 * known of people changes most while they are new.
 */
export async function decideItem(
  trx: Trx,
  clock: Clock,
  round: Round,
  definition: ProjectDefinition,
  { belief, refitted = false }: Known = {},
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
  if (byRule.kind !== 'decided') {
    await carryOut(trx, round, byRule)
    return byRule
  }
  const labels = labelNames(definition)
  const { itemId, projectId } = round
  const known = belief ?? (await readItemBelief(trx, { itemId, projectId, labels }))
  const outcome = withBelief(definition, byRule, known)
  if (outcome.kind === 'decided' && !refitted && asksBelief(definition, byRule)) {
    await restItem(trx, { projectId, itemId })
    return WAIT
  }
  if (outcome.kind === 'decided') {
    await decide(trx, clock, { round, definition, annotations, belief: known }, outcome)
  } else await carryOut(trx, round, outcome)
  return outcome
}

/** Whether belief has a say in what the rule decides. */
function asksBelief(definition: ProjectDefinition, byRule: RoundOutcome): boolean {
  return definition.adaptive !== undefined && mayAskMore(byRule, definition.maxRedundancy)
}

/** In an adaptive project: asks for more evidence than the rule does where that is worth its cost. */
function withBelief(
  definition: ProjectDefinition,
  byRule: RoundOutcome,
  { posterior }: ItemBelief,
): RoundOutcome {
  const terms = adaptiveTerms(definition)
  if (!terms || !mayAskMore(byRule, definition.maxRedundancy)) return byRule
  return adaptRound(
    byRule,
    definition.maxRedundancy,
    { posterior, labels: labelNames(definition) },
    {
      annotationCost: Number(terms.annotationCost),
      wrongDecisionLoss: Number(terms.wrongDecisionLoss),
    },
  )
}

/** Stores how an undecided round goes on. */
async function carryOut(trx: Trx, round: Round, outcome: RoundOutcome): Promise<void> {
  if (outcome.kind === 'widen' && outcome.wanted > round.wanted) {
    const openSlots = round.openSlots + outcome.wanted - round.wanted
    await updateRound(trx, { ...round, wanted: outcome.wanted, openSlots })
  }
  if (outcome.kind === 'expert') await updateRound(trx, { ...round, openSlots: 0, itemState: 'expert' })
}

interface DecidedRound {
  readonly round: Round
  readonly definition: ProjectDefinition
  readonly annotations: readonly CountedAnnotation[]
  readonly belief: ItemBelief
}

async function decide(
  trx: Trx,
  clock: Clock,
  { round, definition, annotations, belief: { byAnswers } }: DecidedRound,
  { label, agree, total }: Extract<RoundOutcome, { kind: 'decided' }>,
): Promise<void> {
  const { itemId, projectId, number } = round
  const now = clock.now()
  await updateRound(trx, { ...round, openSlots: 0, itemState: 'decided' }, now)
  const decision = { id: newId<DecisionId>(), projectId, itemId, round: number, label, agree, total }
  const belief = byAnswers[labelNames(definition).indexOf(label)] ?? 0
  await insertDecision(trx, { ...decision, belief, decidedAt: now })
  await judgeRound(trx, { family: familyOf(definition), annotations, decidedLabel: label, belief })
}
