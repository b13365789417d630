// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
/** Values closer than this are a tie: rounding in a sum must not decide a label. */
const TIE = 1e-9

/** Log weights this far below the highest count as zero: exp() of them costs time and adds nothing. */
const NEGLIGIBLE = -100

/** Labels that share the highest value in one row of an items x labels array. */
export function bestLabels(values: Float64Array, row: number, classes: number): number[] {
  let highest = Number.NEGATIVE_INFINITY
  let best: number[] = []
  for (let label = 0; label < classes; label++) {
    const value = values[row * classes + label]!
    if (value > highest + TIE) {
      highest = value
      best = [label]
    } else if (value > highest - TIE) best.push(label)
  }
  return best
}

/** Scale each row to sum to one, in place; a row of zeros becomes uniform. */
export function normaliseRows(values: Float64Array, classes: number): Float64Array {
  for (let start = 0; start < values.length; start += classes) {
    let sum = 0
    for (let label = 0; label < classes; label++) sum += values[start + label]!
    for (let label = 0; label < classes; label++) {
      values[start + label] = sum > 0 ? values[start + label]! / sum : 1 / classes
    }
  }
  return values
}

/**
 * Turn log weights into probabilities, row by row, in place. Returns the sum over rows of the log of the
 * normaliser: the log likelihood when the weights are log joint probabilities.
 */
export function softmaxRows(values: Float64Array, width: number): number {
  let total = 0
  for (let start = 0; start < values.length; start += width) {
    let highest = Number.NEGATIVE_INFINITY
    for (let c = start; c < start + width; c++) if (values[c]! > highest) highest = values[c]!
    let sum = 0
    for (let c = start; c < start + width; c++) {
      const below = values[c]! - highest
      const weight = below > NEGLIGIBLE ? Math.exp(below) : 0
      values[c] = weight
      sum += weight
    }
    for (let c = start; c < start + width; c++) values[c]! /= sum
    total += highest + Math.log(sum)
  }
  return total
}

/** Raise each row to a power and scale it to one again: below 1 softens, above 1 sharpens. */
export function temper(row: readonly number[], power: number): number[] {
  const highest = Math.max(...row)
  const raised = row.map((p) => (p / highest) ** power)
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((p) => p / sum)
}
