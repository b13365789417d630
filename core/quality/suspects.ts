import type { Annotation } from './annotation-table.ts'
import { annotationTable } from './annotation-table.ts'
import type { Colluder } from './collusion.ts'
import { colludingGroups } from './collusion.ts'
import { classConfusion } from './confusion.ts'
import { inferSingleChoice } from './infer-single-choice.ts'

/** One reason for suspicion, with the figures a moderator needs to judge it. */
export type Evidence =
  | ({ readonly kind: 'copying' } & Omit<Colluder, 'person'>)
  | {
      readonly kind: 'constant answers'
      readonly label: string
      readonly answers: number
      readonly share: number
      readonly usual: number
    }
  | {
      readonly kind: 'random answers'
      readonly answers: number
      readonly accuracy: number
      readonly chance: number
    }
  | {
      readonly kind: 'too fast'
      readonly medianMs: number
      readonly usualMs: number
      readonly answers: number
    }

export interface Suspect {
  readonly person: string
  readonly evidence: readonly Evidence[]
}

export interface SuspectOptions {
  /** Milliseconds each person took for each answer. */
  readonly durationsMs?: ReadonlyMap<string, readonly number[]>
}

/** Answers needed before a person's habits are judged. */
const MIN_ANSWERS = 20
/** Standard deviations that separate chance from evidence. */
const DEVIATIONS = 4
/** Standard deviations above chance that clear a person of answering at random. */
const RANDOM_DEVIATIONS = 2
/** Faster than this share of everybody's median is not reading. */
const FAST_SHARE = 0.2

function constantAnswers(annotations: readonly Annotation[]): [string, Evidence][] {
  const labels = Map.groupBy(annotations, (a) => a.label)
  const found: [string, Evidence][] = []
  for (const [person, own] of Map.groupBy(annotations, (a) => a.person)) {
    if (own.length < MIN_ANSWERS) continue
    for (const [label, same] of Map.groupBy(own, (a) => a.label)) {
      const usual = (labels.get(label)?.length ?? 0) / annotations.length
      const share = same.length / own.length
      const spread = Math.sqrt((usual * (1 - usual)) / own.length)
      if (share >= 0.9 && share - usual > DEVIATIONS * spread) {
        found.push([person, { kind: 'constant answers', label, answers: own.length, share, usual }])
      }
    }
  }
  return found
}

function randomAnswers(annotations: readonly Annotation[], weights: ReadonlyMap<string, number>) {
  const { table, posterior } = inferSingleChoice(annotations, { weights })
  const chance = 1 / table.labels.length
  const found: [string, Evidence][] = []
  for (const person of table.people) {
    const confusion = classConfusion(table, posterior, person)
    const answers = confusion.flat().reduce((a, b) => a + b, 0)
    const right = confusion.reduce((sum, row, k) => sum + (row[k] ?? 0), 0)
    const accuracy = right / answers
    // Two deviations above chance: a weak but honest person passes with enough answers.
    const limit = chance + RANDOM_DEVIATIONS * Math.sqrt((chance * (1 - chance)) / answers)
    if (answers >= MIN_ANSWERS && accuracy < limit) {
      found.push([person, { kind: 'random answers', answers, accuracy, chance }])
    }
  }
  return found
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function tooFast(durations: ReadonlyMap<string, readonly number[]>): [string, Evidence][] {
  const usualMs = median([...durations.values()].map(median))
  return [...durations].flatMap(([person, own]): [string, Evidence][] => {
    const medianMs = median(own)
    return own.length >= MIN_ANSWERS && medianMs < FAST_SHARE * usualMs
      ? [[person, { kind: 'too fast', medianMs, usualMs, answers: own.length }]]
      : []
  })
}

/**
 * People whose answers need a moderator's look, each with evidence: copying (with whom, how often, how often
 * expected), constant answers, answers no better than chance, too fast. Says nothing about intent and moves
 * no money. Random answers are judged with the copying people's answers left out.
 */
export function suspects(annotations: Iterable<Annotation>, options: SuspectOptions = {}): Suspect[] {
  const table = annotationTable(annotations)
  const rows = Array.from(
    table.item,
    (item, n): Annotation => ({
      item: table.items[item] ?? '',
      person: table.people[table.person[n] ?? 0] ?? '',
      label: table.labels[table.label[n] ?? 0] ?? '',
    }),
  )
  const copying = colludingGroups(rows).map(({ person, ...figures }): [string, Evidence] => [
    person,
    { kind: 'copying', ...figures },
  ])
  const silenced = new Map(copying.map(([person]) => [person, 0]))
  const all = [
    ...copying,
    ...constantAnswers(rows),
    ...randomAnswers(rows, silenced),
    ...tooFast(options.durationsMs ?? new Map()),
  ]
  return [...Map.groupBy(all, ([person]) => person)].map(([person, entries]) => ({
    person,
    evidence: entries.map(([, evidence]) => evidence),
  }))
}
