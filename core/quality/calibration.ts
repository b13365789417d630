/** One scored answer: the stated probability of the chosen label and whether it was right (0..1 for ties). */
export interface ScoredAnswer {
  readonly probability: number
  readonly correct: number
}

/** A bin of answers with similar stated probability. */
export interface CalibrationBin {
  readonly count: number
  readonly stated: number
  readonly accuracy: number
}

/** Group answers into bins of (nearly) equal count, from the least to the most sure. */
export function calibrationBins(answers: readonly ScoredAnswer[], bins = 10): CalibrationBin[] {
  const sorted = answers.toSorted((a, b) => a.probability - b.probability)
  const size = sorted.length / Math.min(bins, Math.max(1, sorted.length))
  const result: CalibrationBin[] = []
  for (let b = 0; b * size < sorted.length - 1e-9; b++) {
    const part = sorted.slice(Math.round(b * size), Math.round((b + 1) * size))
    if (part.length === 0) continue
    result.push({
      count: part.length,
      stated: part.reduce((sum, a) => sum + a.probability, 0) / part.length,
      accuracy: part.reduce((sum, a) => sum + a.correct, 0) / part.length,
    })
  }
  return result
}

/**
 * Expected calibration error over bins of equal count: mean distance between stated probability and
 * accuracy. Zero when there is nothing to score.
 * Source: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning",
 * AAAI 2015; equal-count bins after Nixon et al., "Measuring Calibration in Deep Learning", 2019.
 */
export function expectedCalibrationError(answers: readonly ScoredAnswer[], bins = 10): number {
  if (answers.length === 0) return 0
  const weighted = calibrationBins(answers, bins).map((b) => b.count * Math.abs(b.stated - b.accuracy))
  return weighted.reduce((a, b) => a + b, 0) / answers.length
}
