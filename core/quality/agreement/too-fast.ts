import { type Answer, type Answers, groupByPerson } from './answers.ts'

export interface FastPerson {
  readonly person: number
  readonly answers: number
  readonly medianMs: number
  /** Median over people of their medians. */
  readonly projectMedianMs: number
  /** Robust standard deviations below the project's median. */
  readonly score: number
}

const ANSWERS_AT_LEAST = 10
const PEOPLE_AT_LEAST = 5
/** Iglewicz and Hoaglin's bound for outliers. */
const SCORE_AT_LEAST = 3.5
/** And no pace is called too fast that is not a third of the usual time at most. */
const TIMES_AS_FAST = 3
/** Fast people hide each other: they are looked for again without those found before. */
const ROUNDS = 3
/** People differ by a quarter at least, even where few of them happen to be alike. */
const SPREAD_AT_LEAST = Math.log(1.25)
/** Standard deviation of a normal distribution over its median absolute deviation. */
const MAD_TO_DEVIATION = 1.4826

/**
 * People whose usual time for an answer lies far below what is usual in the project: medians of logarithms,
 * because times are skewed and the longest ones are pauses; outliers by the median absolute deviation.
 * Source: B. Iglewicz, D. Hoaglin, "How to Detect and Handle Outliers" (1993).
 */
export function findTooFast(answers: Answers): FastPerson[] {
  const people = groupByPerson(answers).flatMap((list, person) =>
    list.length < ANSWERS_AT_LEAST ? [] : [{ person, answers: list.length, log: median(logTimes(list)) }],
  )
  if (people.length < PEOPLE_AT_LEAST) return []
  let usual = people
  for (let round = 1; round < ROUNDS; round++) {
    const found = new Set(outliers(people, usual).map(({ person }) => person))
    usual = people.filter(({ person }) => !found.has(person))
  }
  return outliers(people, usual)
}

interface Pace {
  readonly person: number
  readonly answers: number
  /** Median of the logarithms of the times. */
  readonly log: number
}

function outliers(people: readonly Pace[], usual: readonly Pace[]): FastPerson[] {
  const middle = median(usual.map(({ log }) => log))
  const deviation = MAD_TO_DEVIATION * median(usual.map(({ log }) => Math.abs(log - middle)))
  const spread = Math.max(deviation, SPREAD_AT_LEAST)
  return people
    .map(({ log, ...person }) => ({
      ...person,
      medianMs: Math.exp(log),
      projectMedianMs: Math.exp(middle),
      score: (middle - log) / spread,
    }))
    .filter(
      ({ score, medianMs, projectMedianMs }) =>
        score >= SCORE_AT_LEAST && TIMES_AS_FAST * medianMs <= projectMedianMs,
    )
    .sort((a, b) => b.score - a.score)
}

function logTimes(list: readonly Answer[]): number[] {
  return list.map(({ durationMs }) => Math.log(Math.max(1, durationMs)))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}
