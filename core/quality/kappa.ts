function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

function corrected(observed: number, expected: number): number {
  return expected === 1 ? 1 : (observed - expected) / (1 - expected)
}

/**
 * Cohen's kappa of two people over the same items, in the same order. 1 when both only ever used one label.
 * Throws RangeError on lists of different or zero length.
 * Source: Cohen, "A Coefficient of Agreement for Nominal Scales", 1960.
 */
export function cohenKappa(first: readonly string[], second: readonly string[]): number {
  const n = first.length
  if (n === 0 || n !== second.length) throw new RangeError('kappa needs two lists of one non-zero length')
  const labels = [...new Set([...first, ...second])]
  const share = (list: readonly string[], label: string) => list.filter((l) => l === label).length / n
  const observed = first.filter((label, i) => label === second[i]).length / n
  return corrected(observed, sum(labels.map((label) => share(first, label) * share(second, label))))
}

/**
 * Fleiss' kappa from items x labels counts; every item needs the same number (two or more) of ratings.
 * Throws RangeError otherwise.
 * Source: Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", 1971.
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number {
  const raters = sum(counts[0] ?? [])
  if (raters < 2 || counts.some((row) => sum(row) !== raters)) {
    throw new RangeError('Fleiss kappa needs the same number of ratings, two or more, on every item')
  }
  const perItem = counts.map((row) => (sum(row.map((c) => c * c)) - raters) / (raters * (raters - 1)))
  const labels = (counts[0] ?? []).map((_, l) => sum(counts.map((row) => row[l] ?? 0)))
  const expected = sum(labels.map((total) => (total / (counts.length * raters)) ** 2))
  return corrected(sum(perItem) / counts.length, expected)
}
