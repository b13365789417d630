import { type Answer, type Answers, countLabels, groupByPerson } from '../answers.ts'

/** Two people over the items both answered. */
export interface PairCount {
  readonly one: number
  readonly other: number
  readonly items: number
  /** Items on which both gave the same label. */
  readonly agreed: number
  /** Share of agreement that how often each uses each label gives by itself. */
  readonly chance: number
}

/** A person with few answers uses labels as if the project's mean had been added this often. */
const PRIOR_ANSWERS = 2

/** How often each person uses each label, by number of the person. */
export function labelUse(answers: Answers): number[][] {
  const all = countLabels(answers.list, answers.labels).map((count) => count / answers.list.length)
  return groupByPerson(answers).map((list) =>
    countLabels(list, answers.labels).map(
      (count, label) => (count + PRIOR_ANSWERS * (all[label] ?? 0)) / (list.length + PRIOR_ANSWERS),
    ),
  )
}

/** Every pair of people with an item in common among `groups`, the answers by item. */
export function countPairs(
  groups: readonly (readonly Answer[])[],
  use: readonly (readonly number[])[],
): PairCount[] {
  const sums = new Map<number, { items: number; agreed: number }>()
  for (const group of groups) {
    for (const [at, first] of group.entries()) {
      for (let next = at + 1; next < group.length; next++) {
        const second = group[next] as Answer
        const low = Math.min(first.person, second.person)
        const key = low * use.length + Math.max(first.person, second.person)
        const known = sums.get(key)
        const agrees = first.label === second.label ? 1 : 0
        if (known) {
          known.items++
          known.agreed += agrees
        } else sums.set(key, { items: 1, agreed: agrees })
      }
    }
  }
  return [...sums].map(([key, sum]) => {
    const one = Math.floor(key / use.length)
    const other = key % use.length
    return { one, other, ...sum, chance: chanceOf(use[one], use[other]) }
  })
}

/** Share of agreement of two people who use labels this often and know nothing. */
export function chanceOf(one: readonly number[] = [], other: readonly number[] = []): number {
  return one.reduce((sum, share, label) => sum + share * (other[label] ?? 0), 0)
}
