import { type Answer, type Answers, countLabels, groupByPerson } from '../answers.ts'

/** Pairs of people over the items both answered; columns of equal length, because there are many. */
export interface PairCounts {
  readonly length: number
  /** Numbers of the two people. */
  readonly one: Int32Array
  readonly other: Int32Array
  readonly items: Float64Array
  /** Items on which both gave the same label. */
  readonly agreed: Float64Array
  /** Share of agreement that how often each uses each label gives by itself. */
  readonly chance: Float64Array
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
): PairCounts {
  const places = new Map<number, number>()
  const items: number[] = []
  const agreed: number[] = []
  const count = (first: Answer, second: Answer) => {
    const low = Math.min(first.person, second.person)
    const key = low * use.length + Math.max(first.person, second.person)
    const place = places.get(key) ?? places.size
    if (place === places.size) places.set(key, place)
    items[place] = (items[place] ?? 0) + 1
    agreed[place] = (agreed[place] ?? 0) + (first.label === second.label ? 1 : 0)
  }
  for (const group of groups) {
    for (const [at, first] of group.entries()) {
      for (let next = at + 1; next < group.length; next++) count(first, group[next] as Answer)
    }
  }
  const one = Int32Array.from(places.keys(), (key) => Math.floor(key / use.length))
  const other = Int32Array.from(places.keys(), (key) => key % use.length)
  const chance = Float64Array.from(one, (person, place) => chanceOf(use[person], use[other[place] ?? 0]))
  const length = places.size
  return { length, one, other, items: Float64Array.from(items), agreed: Float64Array.from(agreed), chance }
}

/** Share of agreement of two people who use labels this often and know nothing. */
export function chanceOf(one: readonly number[] = [], other: readonly number[] = []): number {
  let sum = 0
  for (const [label, share] of one.entries()) sum += share * (other[label] ?? 0)
  return sum
}
