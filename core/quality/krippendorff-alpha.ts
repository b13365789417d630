/** How labels differ: as names, by their order, or by their distance as numbers. */
export type Scale = 'nominal' | 'ordinal' | 'interval'

/** The labels some items were given, coded as numbers so that many resamples of them cost little. */
export interface CodedUnits {
  /** Number each code stands for; null for names. */
  readonly values: readonly number[] | null
  readonly codes: number
  readonly units: readonly CodedUnit[]
}

interface CodedUnit {
  readonly codes: readonly number[]
  /** How many people gave each of `codes`. */
  readonly counts: readonly number[]
  readonly size: number
}

/**
 * Krippendorff's alpha with missing data: agreement of all people over all items beyond chance; 1 is perfect,
 * 0 is what chance gives. `units` holds, for each item, the labels it was given: names on the nominal scale,
 * numbers on the other two. Null when it is not defined: nothing to compare, or only one label in use.
 * @throws RangeError when a label of an ordinal or interval scale is not a finite number
 * Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections C and D.
 */
export function krippendorffAlpha(units: Iterable<readonly string[]>): number | null
export function krippendorffAlpha(units: Iterable<readonly (string | number)[]>, scale: Scale): number | null
export function krippendorffAlpha(
  units: Iterable<readonly (string | number)[]>,
  scale: Scale = 'nominal',
): number | null {
  return alphaOf(codeUnits(units, scale), scale)
}

/** Codes the items that two or more people labeled; the others say nothing about agreement. */
export function codeUnits(units: Iterable<readonly (string | number)[]>, scale: Scale): CodedUnits {
  const pairable = [...units].filter((labels) => labels.length > 1)
  const distinct = [...new Set(pairable.flat())]
  const isNamed = scale === 'nominal'
  const values = isNamed ? null : distinct.map(finiteNumber).sort((a, b) => a - b)
  const codeOf = new Map<string | number, number>((values ?? distinct).map((value, code) => [value, code]))
  return {
    values,
    codes: distinct.length,
    units: pairable.map((labels) => {
      const counts = new Map<number, number>()
      for (const label of labels) {
        const code = codeOf.get(label) as number
        counts.set(code, (counts.get(code) ?? 0) + 1)
      }
      return { codes: [...counts.keys()], counts: [...counts.values()], size: labels.length }
    }),
  }
}

/** Alpha of coded units, each counted as often as `weights` says (once without). */
export function alphaOf(coded: CodedUnits, scale: Scale, weights?: ArrayLike<number>): number | null {
  const totals = new Array<number>(coded.codes).fill(0)
  for (const [at, { codes, counts }] of coded.units.entries()) {
    const weight = weights?.[at] ?? 1
    for (const [index, code] of codes.entries()) {
      totals[code] = (totals[code] ?? 0) + weight * (counts[index] ?? 0)
    }
  }
  if (totals.filter((total) => total > 0).length < 2) return null
  const pairable = totals.reduce((sum, total) => sum + total, 0)
  const places = scale === 'ordinal' ? middleRanks(totals) : coded.values
  let observed = 0
  for (const [at, unit] of coded.units.entries()) {
    const weight = weights?.[at] ?? 1
    if (weight > 0) observed += (weight * distances(unit.codes, unit.counts, places)) / (unit.size - 1)
  }
  return 1 - ((pairable - 1) * observed) / distances(null, totals, places)
}

/**
 * Sum of the squared distances over all ordered pairs of labels. On a line it is twice the spread around
 * the mean; between names every unequal pair is 1 apart. `codes` null: the counts of all codes in order.
 */
function distances(
  codes: readonly number[] | null,
  counts: readonly number[],
  places: readonly number[] | null,
): number {
  let size = 0
  let mean = 0
  let spread = 0
  let equal = 0
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue
    size += count
    equal += count * count
    const offset = (places?.[codes?.[index] ?? index] ?? 0) - mean
    mean += (count * offset) / size
    spread += count * offset * (offset - (count * offset) / size)
  }
  return places ? 2 * size * spread : size * size - equal
}

/** The ordinal distance of the source is the distance of the middle ranks. */
function middleRanks(totals: readonly number[]): number[] {
  let before = 0
  return totals.map((total) => {
    before += total
    return before - total / 2
  })
}

function finiteNumber(label: string | number): number {
  if (typeof label === 'number' && Number.isFinite(label)) return label
  throw new RangeError(`an ordinal or interval label must be a finite number, not ${JSON.stringify(label)}`)
}
