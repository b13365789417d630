/** One person's answer to one item, of any task type. */
export interface Answer<T> {
  readonly item: string
  readonly person: string
  readonly value: T
}

/** What is believed of one item. */
export interface Belief<T> {
  readonly value: T
  /** Probability, or where the method has none the weighted share of agreement, 0..1. */
  readonly confidence: number
}

/** One interface for every task type: answers of many people in, one belief per answered item out. */
export type Aggregator<T, R = T> = (answers: readonly Answer<T>[]) => Map<string, Belief<R>>

/** Numbers that should be equal differ by less, in whatever order they were added up. */
export const TIE = 1e-6

/** The first answer of each person to each item: repeats count once. */
export function firstAnswers<T>(answers: readonly Answer<T>[]): Answer<T>[] {
  const seen = new Map<string, Set<string>>()
  return answers.filter(({ item, person }) => {
    const people = seen.get(item) ?? new Set()
    seen.set(item, people)
    if (people.has(person)) return false
    people.add(person)
    return true
  })
}
