/**
 * Krippendorff's alpha for nominal labels with missing data: agreement of all people over all items beyond
 * chance; 1 is perfect, 0 is what chance gives. `units` holds, for each item, the labels it was given.
 * Null when it is not defined: nothing to compare, or only one label in use.
 * Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C.
 */
export function krippendorffAlpha(units: Iterable<readonly string[]>): number | null {
  const totals = new Map<string, number>()
  let disagreement = 0
  let pairable = 0
  for (const labels of units) {
    const size = labels.length
    if (size < 2) continue
    const counts = countEach(labels)
    pairable += size
    let equalPairs = 0
    for (const [label, count] of counts) {
      totals.set(label, (totals.get(label) ?? 0) + count)
      equalPairs += count * (count - 1)
    }
    disagreement += (size * (size - 1) - equalPairs) / (size - 1)
  }
  let expectedPairs = pairable * pairable
  for (const total of totals.values()) expectedPairs -= total * total
  return expectedPairs > 0 ? 1 - ((pairable - 1) * disagreement) / expectedPairs : null
}

function countEach(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}
