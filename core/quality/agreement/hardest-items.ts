import { type Answers, countLabels, groupByItem } from './answers.ts'

export interface HardItem {
  readonly item: number
  /** How many people gave each label. */
  readonly counts: readonly number[]
  /** Share of the pairs of its people that disagree, drawn towards the project's mean. */
  readonly disagreement: number
}

/** An item with few answers is judged as if it had this many more pairs that disagree as the mean does. */
const PRIOR_PAIRS = 3

/** The items people disagree about most, worst first; only such on which they disagree at all. */
export function hardestItems(answers: Answers, limit: number): HardItem[] {
  const items = groupByItem(answers).map((group, item) => {
    const counts = countLabels(group, answers.labels)
    const pairs = (group.length * (group.length - 1)) / 2
    const equal = counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
    return { item, counts, pairs, unequal: pairs - equal }
  })
  const pairs = items.reduce((sum, one) => sum + one.pairs, 0)
  const mean = items.reduce((sum, one) => sum + one.unequal, 0) / Math.max(1, pairs)
  return items
    .filter(({ unequal }) => unequal > 0)
    .map((one) => ({
      item: one.item,
      counts: one.counts,
      disagreement: (one.unequal + PRIOR_PAIRS * mean) / (one.pairs + PRIOR_PAIRS),
    }))
    .sort((a, b) => b.disagreement - a.disagreement || a.item - b.item)
    .slice(0, limit)
}
