// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import { inferSingleChoice } from '../infer-single-choice.ts'
import { bestLabels } from '../posterior.ts'
import type { Answer, Belief } from './aggregator.ts'

/** The most probable label of each item; of tied labels the first in alphabetical order. */
export function aggregateSingleChoice(answers: readonly Answer<string>[]): Map<string, Belief<string>> {
  const rows = answers.map(({ item, person, value }) => ({ item, person, label: value }))
  const labels = [...new Set(rows.map(({ label }) => label))].sort()
  const { table, posterior } = inferSingleChoice(rows, { labels })
  const classes = table.labels.length
  return new Map(
    table.items.map((item, row) => {
      const best = bestLabels(posterior, row, classes)[0]!
      return [item, { value: table.labels[best]!, confidence: posterior[row * classes + best]! }]
    }),
  )
}
