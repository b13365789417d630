// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
/** How far two ratings are apart. */
export type AlphaLevel = 'nominal' | 'ordinal' | 'interval'

/** Ratings by one person over all items; undefined where they gave none. */
export type Ratings = readonly (string | number | undefined)[]

type Value = string | number

function coincidences(ratings: readonly Ratings[], values: readonly Value[]): number[][] {
  const index = new Map(values.map((value, v) => [value, v]))
  const table = values.map(() => values.map(() => 0))
  const items = Math.max(0, ...ratings.map((row) => row.length))
  for (let item = 0; item < items; item++) {
    const given = ratings.flatMap((row) => (row[item] === undefined ? [] : [index.get(row[item] as Value)!]))
    if (given.length < 2) continue
    for (const [i, a] of given.entries()) {
      for (const [j, b] of given.entries()) if (i !== j) table[a]![b]! += 1 / (given.length - 1)
    }
  }
  return table
}

function distance(
  level: AlphaLevel,
  values: readonly Value[],
  totals: readonly number[],
  a: number,
  b: number,
) {
  if (a === b) return 0
  if (level === 'nominal') return 1
  if (level === 'interval') return (Number(values[a]) - Number(values[b])) ** 2
  let between = 0
  for (let v = Math.min(a, b); v <= Math.max(a, b); v++) between += totals[v]!
  return (between - (totals[a]! + totals[b]!) / 2) ** 2
}

/**
 * Krippendorff's alpha over people x items with missing ratings: 1 is perfect agreement, 0 is chance. Ordinal
 * and interval ratings must be numbers (or numeric text). NaN when no item has two ratings; 1 when all
 * pairable ratings are one value.
 * Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011.
 */
export function krippendorffAlpha(ratings: readonly Ratings[], level: AlphaLevel = 'nominal'): number {
  const seen = new Set(ratings.flatMap((row) => row.filter((v): v is Value => v !== undefined)))
  const values = [...seen].sort((a, b) => (level === 'nominal' ? 0 : Number(a) - Number(b)))
  const table = coincidences(ratings, values)
  const totals = table.map((row) => row.reduce((a, b) => a + b, 0))
  const n = totals.reduce((a, b) => a + b, 0)
  if (n === 0) return Number.NaN
  let observed = 0
  let expected = 0
  for (let a = 0; a < values.length; a++) {
    for (let b = 0; b < values.length; b++) {
      const d = distance(level, values, totals, a, b)
      observed += table[a]![b]! * d
      expected += (totals[a]! * totals[b]! * d) / (n - 1)
    }
  }
  return expected === 0 ? 1 : 1 - observed / expected
}
