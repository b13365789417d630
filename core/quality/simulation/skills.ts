import type { CommunitySettings } from './community-settings.ts'
import { type Draws, drawsOf } from './draws.ts'

/** Standard deviations, in log odds, of accuracy between people and between one person's labels. */
const PERSON_SPREAD = 0.7
const LABEL_SPREAD = 0.4
/** On a hard item everybody is right this much as often as elsewhere. */
export const HARD_FACTOR = 0.5
const MOST_ACCURATE = 0.995
/** Halvings of an interval of log odds: far finer than any difference between people. */
const HALVINGS = 40

/** The highest accuracy over all items that people can have when this share of the items is hard. */
export function mostAccurate(hard: number): number {
  return MOST_ACCURATE * (1 - hard * (1 - HARD_FACTOR))
}

/** How often each wrong label is taken for each true one, whoever errs; 0 for the true label. */
export function confusableLabels(labels: number, draws: Draws): number[][] {
  return Array.from({ length: labels }, (_, truth) => {
    const weights = Array.from({ length: labels }, (_, label) =>
      label === truth ? 0 : draws.exponential(1) + 0.05,
    )
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return weights.map((weight) => weight / sum)
  })
}

/** A confusion matrix ([truth][label], on items that are not hard) for each person. Their mean accuracy over
 * all items is what the settings ask for, as far as hard items allow it. */
export function drawSkills(
  settings: CommunitySettings,
  confusable: readonly (readonly number[])[],
  seed: number,
): number[][][] {
  const { people, labels, labelShares, accuracy, hard } = settings
  const offsets = Array.from({ length: people }, (_, person) => {
    const draws = drawsOf(seed, 5, person)
    const own = PERSON_SPREAD * draws.normal()
    return Array.from({ length: labels }, () => own + LABEL_SPREAD * draws.normal())
  })
  const wanted = Math.min(MOST_ACCURATE, (accuracy * MOST_ACCURATE) / mostAccurate(hard))
  const middle = solveMiddle(offsets, labelShares, wanted)
  return offsets.map((own) =>
    own.map((offset, truth) => {
      const right = accuracyAt(middle + offset)
      return (confusable[truth] ?? []).map((weight, label) =>
        label === truth ? right : (1 - right) * weight,
      )
    }),
  )
}

function accuracyAt(logOdds: number): number {
  return Math.min(MOST_ACCURATE, 1 / (1 + Math.exp(-logOdds)))
}

/** The log odds around which people's accuracies have the wanted mean. */
function solveMiddle(
  offsets: readonly (readonly number[])[],
  labelShares: readonly number[],
  wanted: number,
): number {
  const meanAt = (middle: number) => {
    let sum = 0
    for (const own of offsets) {
      for (const [label, offset] of own.entries()) {
        sum += (labelShares[label] ?? 0) * accuracyAt(middle + offset)
      }
    }
    return sum / Math.max(1, offsets.length)
  }
  let [low, high] = [-20, 20]
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2
    if (meanAt(middle) < wanted) low = middle
    else high = middle
  }
  return high
}
