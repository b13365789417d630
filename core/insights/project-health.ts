import type { Interval } from '../quality/agreement/alpha-interval.ts'
import type { ConfusedPair } from '../quality/agreement/confused-pairs.ts'
import type { LabelFigures } from '../quality/agreement/confusion.ts'
import type { Fall } from '../quality/agreement/drift.ts'
import type { Suspects } from '../quality/agreement/find-suspects.ts'
import type { Scale } from '../quality/krippendorff-alpha.ts'

/** A person as moderators see them: under the pseudonym of the project's exports, and by name. */
export interface NamedPerson {
  readonly id: string
  readonly name: string
}

export interface NamedItem {
  readonly id: string
  readonly text: string
}

export interface NamedLabel {
  readonly name: string
  readonly title: string
}

/** Figures that name one person by number, with the person in its place. */
type OfPerson<T> = Omit<T, 'person'> & { readonly person: NamedPerson }

export interface LabelHealth extends Omit<LabelFigures, 'label'> {
  readonly label: NamedLabel
}

export interface ConfusedLabels extends Omit<ConfusedPair, 'labels' | 'examples'> {
  readonly labels: readonly [NamedLabel, NamedLabel]
  readonly examples: readonly NamedItem[]
}

export interface DisputedItem {
  readonly item: NamedItem
  readonly disagreement: number
  /** Labels it was given, with how often, most often first. */
  readonly given: readonly { readonly label: NamedLabel; readonly times: number }[]
}

export interface PairHealth {
  readonly people: readonly [NamedPerson, NamedPerson]
  readonly items: number
  readonly agreed: number
  readonly kappa: number
}

type Found<K extends keyof Suspects> = Suspects[K][number]

/** People to look at; it is advice, and changes no money and no role. */
export interface NamedSuspects {
  readonly tooFast: readonly OfPerson<Found<'tooFast'>>[]
  readonly constant: readonly (Omit<OfPerson<Found<'constant'>>, 'label'> & { readonly label: NamedLabel })[]
  readonly random: readonly OfPerson<Found<'random'>>[]
  readonly collusion: readonly (Omit<Found<'collusion'>, 'people'> & {
    readonly people: readonly NamedPerson[]
  })[]
}

/** How far the answers of a project can be trusted, and what would make them better. */
export interface ProjectHealth {
  readonly slug: string
  readonly title: string
  /** What was looked at; `isPartial` when there are older annotations beside. */
  readonly annotations: number
  readonly items: number
  readonly people: number
  readonly isPartial: boolean
  readonly agreement: {
    /** How the project says that its labels differ; alpha and its interval are of this scale. */
    readonly scale: Scale
    readonly alpha: number | null
    readonly alphaInterval: Interval | null
    readonly fleissKappa: number | null
    /** On each label by itself, least first; without labels for which it is not defined. */
    readonly byLabel: readonly { readonly label: NamedLabel; readonly alpha: number }[]
    readonly lowestPairs: readonly PairHealth[]
  }
  readonly labels: {
    readonly againstDecisions: readonly LabelHealth[]
    readonly againstGold: readonly LabelHealth[]
    /** `counts[truth][label]` in the order of the labels above. */
    readonly decisionCounts: readonly (readonly number[])[]
    readonly goldCounts: readonly (readonly number[])[]
  }
  readonly confusedLabels: readonly ConfusedLabels[]
  readonly disputedItems: readonly DisputedItem[]
  readonly drift: {
    /** Probability that a report holds an alarm although nothing changed. */
    readonly falseAlarmRate: number
    readonly tested: number
    readonly project: Fall | null
    readonly people: readonly (Fall & { readonly person: NamedPerson })[]
  }
  readonly suspects: NamedSuspects
}
