import { expectedCalibrationError } from '../calibration.ts'

/** Probabilities closer than this are a tie. */
const TIE = 1e-9

/** A label that was predicted, and the true one. */
export interface Prediction {
  readonly truth: string
  /** Probability of each label. */
  readonly posterior: readonly number[]
  /** Share of the plain votes each label has. */
  readonly votes: readonly number[]
}

/** How well one class was told from the others; null where nothing was of it, or predicted as it. */
export interface ClassScore {
  readonly label: string
  readonly items: number
  readonly precision: number | null
  readonly recall: number | null
}

/** Shares from 0 to 1. Ties count by expectation: one of two equal labels is right half the time. */
export interface ReplayScore {
  readonly scored: number
  readonly accuracy: number
  readonly majorityAccuracy: number
  /** Expected calibration error in ten bins of equal count. */
  readonly calibrationError: number
  readonly statedProbability: number
  readonly classes: readonly ClassScore[]
}

/** Scores predictions against the truth. `labels` names the columns of posteriors and votes. */
export function scorePredictions(predictions: readonly Prediction[], labels: readonly string[]): ReplayScore {
  const answers = predictions.map(({ posterior, truth }) => ({
    probability: Math.max(...posterior),
    correct: shareOf(posterior, labels.indexOf(truth)),
  }))
  return {
    scored: predictions.length,
    accuracy: mean(answers.map((answer) => answer.correct)),
    majorityAccuracy: mean(predictions.map(({ votes, truth }) => shareOf(votes, labels.indexOf(truth)))),
    calibrationError: expectedCalibrationError(answers),
    statedProbability: mean(answers.map((answer) => answer.probability)),
    classes: labels.map((label, column) => scoreClass(predictions, label, column)),
  }
}

/** 1 when the column alone has the highest value, a share of it among equals, else 0. */
function shareOf(values: readonly number[], column: number): number {
  const highest = Math.max(...values)
  const best = values.filter((value) => value > highest - TIE).length
  return (values[column] ?? -1) > highest - TIE ? 1 / best : 0
}

function scoreClass(predictions: readonly Prediction[], label: string, column: number): ClassScore {
  let items = 0
  let predicted = 0
  let right = 0
  for (const { posterior, truth } of predictions) {
    const share = shareOf(posterior, column)
    predicted += share
    if (truth !== label) continue
    items++
    right += share
  }
  return {
    label,
    items,
    precision: predicted > 0 ? right / predicted : null,
    recall: items > 0 ? right / items : null,
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
