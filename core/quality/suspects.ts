import type { Annotation } from './annotation-table.ts'
import { annotationTable } from './annotation-table.ts'
import type { Colluder } from './collusion.ts'
import { colludingGroups } from './collusion.ts'
import type { Confusion } from './confusion.ts'
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
      readonly wrongShare: number
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
/** A constant answerer gives one label this often... */
const CONSTANT_SHARE = 0.9
/** ...and this often where another label is believed true, of at least this many answers. */
const WRONG_SHARE = 0.75
const MIN_OTHERS = 5
/** Standard deviations above chance that clear a person of answering at random. */
const RANDOM_DEVIATIONS = 2
/** Faster than this share of everybody's median is not reading. */
const FAST_SHARE = 0.2

interface Habits {
  readonly person: string
  readonly confusion: Confusion
  readonly answers: number
}

function constantAnswers(
  labels: readonly string[],
  { person, confusion, answers }: Habits,
): [string, Evidence][] {
  return labels.flatMap((label, l): [string, Evidence][] => {
    const chosen = confusion.reduce((sum, row) => sum + (row[l] ?? 0), 0)
    const elsewhere = confusion.filter((_, k) => k !== l)
    const others = elsewhere.flat().reduce((a, b) => a + b, 0)
    const wrong = elsewhere.reduce((sum, row) => sum + (row[l] ?? 0), 0)
    const constant =
      chosen >= CONSTANT_SHARE * answers && others >= MIN_OTHERS && wrong >= WRONG_SHARE * others
    if (answers < MIN_ANSWERS || !constant) return []
    return [
      [
        person,
        { kind: 'constant answers', label, answers, share: chosen / answers, wrongShare: wrong / others },
      ],
    ]
  })
}

function randomAnswers(
  labels: readonly string[],
  { person, confusion, answers }: Habits,
): [string, Evidence][] {
  const chance = 1 / labels.length
  const accuracy = confusion.reduce((sum, row, k) => sum + (row[k] ?? 0), 0) / answers
  // Two deviations above chance: a weak but honest person passes with enough answers.
  const limit = chance + RANDOM_DEVIATIONS * Math.sqrt((chance * (1 - chance)) / answers)
  return answers >= MIN_ANSWERS && accuracy < limit
    ? [[person, { kind: 'random answers', answers, accuracy, chance }]]
    : []
}

function badHabits(annotations: readonly Annotation[], weights: ReadonlyMap<string, number>) {
  const { table, posterior } = inferSingleChoice(annotations, { weights })
  return table.people.flatMap((person) => {
    const confusion = classConfusion(table, posterior, person)
    const habits = { person, confusion, answers: Math.round(confusion.flat().reduce((a, b) => a + b, 0)) }
    return [...constantAnswers(table.labels, habits), ...randomAnswers(table.labels, habits)]
  })
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
  const all = [...copying, ...badHabits(rows, silenced), ...tooFast(options.durationsMs ?? new Map())]
  return [...Map.groupBy(all, ([person]) => person)].map(([person, entries]) => ({
    person,
    evidence: entries.map(([, evidence]) => evidence),
  }))
}
