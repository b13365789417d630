import type { PersonCounts } from '../graded-model.ts'

/**
 * Gold items that a person may be given, the one that teaches most about them first: of the label on whose items the
 * fewest of their answers are known. The order stays among items of one label. Pure.
 */
export function chooseGold<G extends { readonly label: string }>(
  gold: readonly G[],
  labels: readonly string[],
  counts: readonly PersonCounts[],
): G[] {
  const known = labels.map((_, k) => answersKnown(counts, k, labels.length))
  const knownOf = ({ label }: G) => known[labels.indexOf(label)] ?? 0
  return [...gold].sort((a, b) => knownOf(a) - knownOf(b))
}

/** Answers of a person, as expected, to items of a label. */
function answersKnown(counts: readonly PersonCounts[], label: number, classes: number): number {
  const row = counts[0]?.skill.slice(label * classes, (label + 1) * classes) ?? []
  return row.reduce((sum, count) => sum + count, 0)
}
