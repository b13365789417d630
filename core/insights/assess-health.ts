import { alphaInterval, type Interval } from '../quality/agreement/alpha-interval.ts'
import { type Answers, countLabels, groupByItem } from '../quality/agreement/answers.ts'
import { type PairAgreement, pairAgreements } from '../quality/agreement/cohen-kappa.ts'
import { type ConfusedPair, confusedPairs } from '../quality/agreement/confused-pairs.ts'
import { type Confusion, confusionAgainst } from '../quality/agreement/confusion.ts'
import { type DriftReport, findDrift } from '../quality/agreement/drift.ts'
import { findSuspects, type Suspects } from '../quality/agreement/find-suspects.ts'
import { fleissKappa } from '../quality/agreement/fleiss-kappa.ts'
import { type HardItem, hardestItems } from '../quality/agreement/hardest-items.ts'
import { labelAlphas } from '../quality/agreement/label-alphas.ts'
import { krippendorffAlpha, type Scale } from '../quality/krippendorff-alpha.ts'

/** Everything that answers say about a project, with labels, people and items as numbers. */
export interface HealthFigures {
  readonly scale: Scale
  readonly alpha: number | null
  readonly alphaInterval: Interval | null
  readonly fleissKappa: number | null
  /** Agreement on each label by itself. */
  readonly labelAlphas: readonly (number | null)[]
  /** The pairs that agree least beyond chance, least first. */
  readonly lowestPairs: readonly PairAgreement[]
  readonly againstDecisions: Confusion
  readonly againstGold: Confusion
  readonly confusedPairs: readonly ConfusedPair[]
  readonly hardestItems: readonly HardItem[]
  readonly drift: DriftReport
  readonly suspects: Suspects
}

/** How many of each list are kept. */
const LISTED = 20
const EXAMPLES = 3
const PAIR_ITEMS_AT_LEAST = 20
/** 95 % intervals of 300 resamples: the ends are sure to about a tenth of the interval's width. */
const BOOTSTRAP = { seed: 1, resamples: 300, level: 0.95 }
/** A report on a project in which nothing changed holds an alarm once in twenty times. */
export const DRIFT_FALSE_ALARM_RATE = 0.05

/** Labels of the numbers in answers, on the scale of their project. */
export interface PlacedLabels {
  readonly scale: Scale
  /** Place of each label; undefined for one that is nowhere on the scale. */
  readonly places: readonly (string | number | undefined)[]
}

/** Computes every figure; agreement of all people on the scale of the labels, all else on them as names. */
export function assessHealth(answers: Answers, { scale, places }: PlacedLabels): HealthFigures {
  const groups = groupByItem(answers)
  const units = groups.map((group) => group.flatMap(({ label }) => places[label] ?? []))
  return {
    scale,
    alpha: krippendorffAlpha(units, scale),
    alphaInterval: alphaInterval(units, { ...BOOTSTRAP, scale }),
    fleissKappa: fleissKappa(groups.map((group) => countLabels(group, answers.labels))),
    labelAlphas: labelAlphas(answers),
    lowestPairs: lowestPairs(answers),
    againstDecisions: confusionAgainst(answers, 'decided'),
    againstGold: confusionAgainst(answers, 'gold'),
    confusedPairs: confusedPairs(answers, LISTED, EXAMPLES),
    hardestItems: hardestItems(answers, LISTED),
    drift: findDrift(answers, DRIFT_FALSE_ALARM_RATE),
    suspects: findSuspects(answers),
  }
}

function lowestPairs(answers: Answers): PairAgreement[] {
  return pairAgreements(answers, PAIR_ITEMS_AT_LEAST)
    .filter(({ kappa }) => kappa !== null)
    .sort((a, b) => (a.kappa ?? 0) - (b.kappa ?? 0))
    .slice(0, LISTED)
}
