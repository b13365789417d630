/**
 * Fleiss' kappa: agreement of many people beyond chance. `units` holds, for each item, how many people gave
 * it each label. Items may have different numbers of people; those with fewer than two are left out, and
 * each of the others weighs the same, in agreement and in how common a label is. Null when it is not
 * defined: nothing to compare, or only one label in use.
 * Sources: J. L. Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", Psych. Bulletin 76 (1971);
 * for different numbers of people K. L. Gwet, "Handbook of Inter-Rater Reliability" (2014), section 2.4.
 */
export function fleissKappa(units: Iterable<readonly number[]>): number | null {
  const shares: number[] = []
  let agreement = 0
  let items = 0
  for (const counts of units) {
    const size = counts.reduce((sum, count) => sum + count, 0)
    if (size < 2) continue
    items++
    let equal = 0
    for (const [label, count] of counts.entries()) {
      equal += count * (count - 1)
      shares[label] = (shares[label] ?? 0) + count / size
    }
    agreement += equal / (size * (size - 1))
  }
  const chance = shares.reduce((sum, share) => sum + (share / items) ** 2, 0)
  const inUse = shares.filter((share) => share > 0).length
  return inUse > 1 ? (agreement / items - chance) / (1 - chance) : null
}
