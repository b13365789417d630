import { type PersonKind, personKinds } from '../../../core/quality/simulation/community.ts'
import type { Measured } from './measure.ts'

/** What to expect of one project: the mean over runs, and between what nineteen of twenty projects end. Both
 * ends are null after a single run. */
export interface Expected {
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}

export const figureNames = [
  'accuracy',
  'decidedAccuracy',
  'tokens',
  'tokensPerItem',
  'answersPerItem',
  'days',
  'mostDays',
  'toExperts',
  'unfinished',
  'honestSlashed',
] as const
export type FigureName = (typeof figureNames)[number]

/** Figures that are shares of something. */
const SHARES: ReadonlySet<FigureName> = new Set([
  'accuracy',
  'decidedAccuracy',
  'toExperts',
  'unfinished',
  'honestSlashed',
])

export interface Summary {
  readonly runs: number
  readonly figures: Readonly<Record<FigureName, Expected>>
  /** Share of the people of each kind who answered that the health report names; null without any. */
  readonly flagged: Readonly<Record<PersonKind, number | null>>
}

/** 97.5 % quantiles of Student's t by degrees of freedom, from 1; the normal distribution's beyond. */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]
const NORMAL = 1.96

/** Puts the runs of one setting together. `items` is how many each run had. */
export function summarise(runs: readonly Measured[], items: number): Summary {
  const each = runs.map((run) => figuresOf(run, items))
  const figures = Object.fromEntries(
    figureNames.map((name) => {
      const values = each.flatMap((figure) => figure[name] ?? [])
      return [name, foresee(values, SHARES.has(name), 1 / (4 * items))]
    }),
  ) as Summary['figures']
  const flagged = Object.fromEntries(
    personKinds.map((kind) => [kind, flaggedShare(runs, kind)]),
  ) as Summary['flagged']
  return { runs: runs.length, figures, flagged }
}

function figuresOf(run: Measured, items: number): Record<FigureName, number | null> {
  // For showing only: amounts that move are never floats.
  const tokens = Number(run.costWei) / 1e18
  return { ...run, tokens, tokensPerItem: tokens / items }
}

/**
 * Mean, and prediction interval of one more value: Student's t, over log odds of shares and logarithms of
 * amounts, so that no end is impossible. `least` stands for nothing at all, which has no logarithm.
 */
function foresee(values: readonly number[], isShare: boolean, least: number): Expected {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, count)
  if (count < 2) return { mean, low: null, high: null }
  const { there, back } = isShare ? LOG_ODDS : LOGARITHM
  const moved = values.map((value) => there(Math.max(least, isShare ? Math.min(1 - least, value) : value)))
  const middle = moved.reduce((sum, value) => sum + value, 0) / count
  const variance = moved.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1)
  if (variance === 0) return { mean, low: mean, high: mean }
  const reach = (STUDENT[count - 2] ?? NORMAL) * Math.sqrt(variance * (1 + 1 / count))
  return { mean, low: back(middle - reach), high: back(middle + reach) }
}

const LOG_ODDS = {
  there: (share: number) => Math.log(share / (1 - share)),
  back: (odds: number) => 1 / (1 + Math.exp(-odds)),
}
const LOGARITHM = { there: Math.log, back: Math.exp }

function flaggedShare(runs: readonly Measured[], kind: PersonKind): number | null {
  let [people, flagged] = [0, 0]
  for (const { watched } of runs) {
    for (const one of watched) {
      if (one.kind !== kind) continue
      people += one.people
      flagged += one.flagged
    }
  }
  return people > 0 ? flagged / people : null
}
