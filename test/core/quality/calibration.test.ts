import { expect, it } from 'vitest'
import { calibrationBins, expectedCalibrationError } from '../../../core/quality/calibration.ts'
import { tuneStatement } from '../../../core/quality/gold-tuning.ts'

it('measures the distance of stated and true accuracy in equal-count bins', () => {
  const answers = [0.5, 0.5, 0.9, 0.9].map((probability, n) => ({ probability, correct: n % 2 }))
  expect(calibrationBins(answers, 2)).toEqual([
    { count: 2, stated: 0.5, accuracy: 0.5 },
    { count: 2, stated: 0.9, accuracy: 0.5 },
  ])
  expect(expectedCalibrationError(answers, 2)).toBeCloseTo(0.2, 12)
  expect(expectedCalibrationError([])).toBe(0)
})

it('softens overconfident beliefs by gold and leaves them without gold', () => {
  const evidence = Array.from({ length: 100 }, (_, n) => ({
    mixed: [0.99, 0.01],
    votes: [0.99, 0.01],
    annotations: 10,
    truth: n % 10 < 7 ? 0 : 1,
  }))
  expect(tuneStatement(evidence, 1).power).toBeLessThan(0.4)
  expect(tuneStatement([], 1)).toEqual({ power: 1, voteShare: 0 })
})

it('falls back on the vote where gold shows the model wrong', () => {
  const evidence = Array.from({ length: 60 }, () => ({
    mixed: [0.1, 0.9],
    votes: [0.8, 0.2],
    annotations: 5,
    truth: 0,
  }))
  expect(tuneStatement(evidence, 1).voteShare).toBeGreaterThan(0.6)
})
