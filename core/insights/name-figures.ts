import { type Confusion, labelFigures } from '../quality/agreement/confusion.ts'
import type { HardItem } from '../quality/agreement/hardest-items.ts'
import { DRIFT_FALSE_ALARM_RATE, type HealthFigures } from './assess-health.ts'
import type {
  DisputedItem,
  LabelHealth,
  NamedItem,
  NamedLabel,
  NamedPerson,
  NamedSuspects,
  ProjectHealth,
} from './project-health.ts'

/** What the numbers in figures stand for. */
export interface Names {
  label(number: number): NamedLabel
  person(number: number): NamedPerson
  item(number: number): NamedItem
}

type NamedFigures = Pick<
  ProjectHealth,
  'agreement' | 'labels' | 'confusedLabels' | 'disputedItems' | 'drift' | 'suspects'
>

/** Figures with labels, people and items by name. */
export function nameFigures(figures: HealthFigures, names: Names): NamedFigures {
  const { scale, alpha, alphaInterval, fleissKappa, lowestPairs, drift } = figures
  return {
    agreement: {
      scale,
      alpha,
      alphaInterval,
      fleissKappa,
      byLabel: figures.labelAlphas
        .flatMap((one, label) => (one === null ? [] : [{ label: names.label(label), alpha: one }]))
        .sort((a, b) => a.alpha - b.alpha),
      lowestPairs: lowestPairs.flatMap(({ people: [one, other], kappa, ...pair }) =>
        kappa === null ? [] : [{ ...pair, kappa, people: [names.person(one), names.person(other)] as const }],
      ),
    },
    labels: {
      againstDecisions: labelHealth(figures.againstDecisions, names),
      againstGold: labelHealth(figures.againstGold, names),
      decisionCounts: figures.againstDecisions,
      goldCounts: figures.againstGold,
    },
    confusedLabels: figures.confusedPairs.map(({ labels: [one, other], examples, ...pair }) => ({
      ...pair,
      labels: [names.label(one), names.label(other)] as const,
      examples: examples.map(names.item),
    })),
    disputedItems: figures.hardestItems.map((item) => disputed(item, names)),
    drift: {
      falseAlarmRate: DRIFT_FALSE_ALARM_RATE,
      tested: drift.tested,
      project: drift.project,
      people: drift.people.map((fall) => ({ ...fall, person: names.person(fall.person) })),
    },
    suspects: nameSuspects(figures, names),
  }
}

function labelHealth(confusion: Confusion, names: Names): LabelHealth[] {
  return labelFigures(confusion).map((figures) => ({ ...figures, label: names.label(figures.label) }))
}

function disputed({ item, counts, disagreement }: HardItem, names: Names): DisputedItem {
  const given = counts.map((times, label) => ({ label: names.label(label), times }))
  return {
    item: names.item(item),
    disagreement,
    given: given.filter(({ times }) => times > 0).sort((a, b) => b.times - a.times),
  }
}

function nameSuspects({ suspects }: HealthFigures, names: Names): NamedSuspects {
  const { tooFast, constant, random, collusion } = suspects
  return {
    tooFast: tooFast.map((one) => ({ ...one, person: names.person(one.person) })),
    constant: constant.map((one) => ({
      ...one,
      person: names.person(one.person),
      label: names.label(one.label),
    })),
    random: random.map((one) => ({ ...one, person: names.person(one.person) })),
    collusion: collusion.map((group) => ({ ...group, people: group.people.map(names.person) })),
  }
}
