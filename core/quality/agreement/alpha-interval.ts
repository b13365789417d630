import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { alphaOf, type CodedUnits, codeUnits, type Scale } from '../krippendorff-alpha.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

export interface BootstrapSettings {
  readonly seed: number
  readonly resamples: number
  /** Share of intervals that hold the true value, for example 0.95. */
  readonly level: number
  readonly scale?: Scale
}

/**
 * Confidence interval of Krippendorff's alpha: items are drawn again with replacement, and the percentiles
 * of the alphas of the draws are its ends. The same seed gives the same interval. Null when alpha is not
 * defined, or fewer than two items were labeled by several people.
 * Source: A. Zapf et al., "Measuring inter-rater reliability for nominal data – which coefficients and
 * confidence intervals are appropriate?", BMC Medical Research Methodology 16:93 (2016).
 */
export function alphaInterval(
  units: Iterable<readonly (string | number)[]>,
  { seed, resamples, level, scale = 'nominal' }: BootstrapSettings,
): Interval | null {
  const { coded, profileOf } = byProfile(codeUnits(units, scale))
  if (profileOf.length < 2 || alphaOf(coded, scale, weightsOf(coded, profileOf)) === null) return null
  const random = xoroshiro128plus(seed)
  const alphas: number[] = []
  const weights = new Float64Array(coded.units.length)
  for (let done = 0; done < resamples; done++) {
    weights.fill(0)
    for (let drawn = 0; drawn < profileOf.length; drawn++) {
      const profile = profileOf[uniformInt(random, 0, profileOf.length - 1)] ?? 0
      weights[profile] = (weights[profile] ?? 0) + 1
    }
    const alpha = alphaOf(coded, scale, weights)
    if (alpha !== null) alphas.push(alpha)
  }
  if (alphas.length === 0) return null
  alphas.sort((a, b) => a - b)
  const tail = (1 - level) / 2
  return { low: quantile(alphas, tail), high: quantile(alphas, 1 - tail) }
}

/** Many items were answered alike: one unit for each different set of answers, and which one an item has. */
function byProfile(coded: CodedUnits): { coded: CodedUnits; profileOf: number[] } {
  const profiles = new Map<string, number>()
  const units: CodedUnits['units'][number][] = []
  const profileOf = coded.units.map((unit) => {
    const key = unit.codes
      .map((code, at) => `${code}:${unit.counts[at]}`)
      .sort()
      .join(' ')
    const known = profiles.get(key)
    if (known !== undefined) return known
    profiles.set(key, units.length)
    return units.push(unit) - 1
  })
  return { coded: { ...coded, units }, profileOf }
}

function weightsOf(coded: CodedUnits, profileOf: readonly number[]): number[] {
  const weights = new Array<number>(coded.units.length).fill(0)
  for (const profile of profileOf) weights[profile] = (weights[profile] ?? 0) + 1
  return weights
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (place - Math.floor(place)) * (above - below)
}
