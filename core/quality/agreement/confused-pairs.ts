import { type Answers, countLabels, groupByItem } from './answers.ts'
import { type Confusion, confusionAgainst } from './confusion.ts'
import { binomialUpperTail } from './tails.ts'

/** Two labels that people mix up. */
export interface ConfusedPair {
  /** When the confusion has a direction, items of the first are taken for the second. */
  readonly labels: readonly [number, number]
  readonly direction: 'oneWay' | 'bothWays'
  /** Share of all disagreement between people that is between these two. */
  readonly share: number
  /** Items on which people split between the two. */
  readonly items: number
  /** The items split most evenly, most answers first among equals. */
  readonly examples: readonly number[]
}

/** How sure we must be that a confusion goes one way before we say so. */
const DIRECTION_RATE = 0.01

/**
 * The pairs of labels that account for most of the disagreement, most first. Each item weighs as in
 * Krippendorff's coincidences (pairs of its answers over one less than its answers), so that items with
 * many people do not outweigh the others. The direction is a sign test on the answers to decided items.
 */
export function confusedPairs(answers: Answers, limit: number, examples: number): ConfusedPair[] {
  const pairs = new Map<number, Split>()
  for (const [item, group] of groupByItem(answers).entries()) {
    addSplits(pairs, item, countLabels(group, answers.labels), answers.labels)
  }
  const all = [...pairs.values()].reduce((sum, { weight }) => sum + weight, 0)
  const confusion = confusionAgainst(answers, 'decided')
  return [...pairs.values()]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ labels, weight, items }) => ({
      ...directed(labels, confusion),
      share: weight / all,
      items: items.length,
      examples: items
        .toSorted((a, b) => b.evenness - a.evenness || b.size - a.size || a.item - b.item)
        .slice(0, examples)
        .map(({ item }) => item),
    }))
}

interface Split {
  readonly labels: readonly [number, number]
  weight: number
  readonly items: { readonly item: number; readonly evenness: number; readonly size: number }[]
}

function addSplits(pairs: Map<number, Split>, item: number, counts: readonly number[], labels: number) {
  const size = counts.reduce((sum, count) => sum + count, 0)
  const given = counts.flatMap((count, label) => (count > 0 ? [{ label, count }] : []))
  for (const [at, one] of given.entries()) {
    for (const other of given.slice(at + 1)) {
      const key = one.label * labels + other.label
      const known = pairs.get(key)
      const split = known ?? { labels: [one.label, other.label] as const, weight: 0, items: [] }
      if (!known) pairs.set(key, split)
      split.weight += (one.count * other.count) / (size - 1)
      split.items.push({ item, evenness: Math.min(one.count, other.count) / size, size })
    }
  }
}

function directed(
  [one, other]: readonly [number, number],
  confusion: Confusion,
): Pick<ConfusedPair, 'labels' | 'direction'> {
  const forth = confusion[one]?.[other] ?? 0
  const back = confusion[other]?.[one] ?? 0
  const labels = forth >= back ? ([one, other] as const) : ([other, one] as const)
  const chance = binomialUpperTail(Math.max(forth, back), forth + back, 0.5)
  return { labels, direction: chance < DIRECTION_RATE ? 'oneWay' : 'bothWays' }
}
