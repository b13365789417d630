// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import { inferSingleChoice } from '../infer-single-choice.ts'
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers, TIE } from './aggregator.ts'

/** Items' worth of doubt about whether two labels go together. */
const SHRINK = 20
const SWEEPS = 20

function presence(answers: readonly Answer<readonly string[]>[], label: string): Map<string, number> {
  const rows = answers.map(({ item, person, value }) => ({
    item,
    person,
    label: value.includes(label) ? 'yes' : 'no',
  }))
  const { table, posterior } = inferSingleChoice(rows, { labels: ['yes', 'no'] })
  return new Map(table.items.map((item, row) => [item, posterior[row * 2]!]))
}

/** Log odds ratio of two labels over items, shrunk towards independence. */
function coupling(first: readonly number[], second: readonly number[]): number {
  let [both, one, other, none] = [0.5, 0.5, 0.5, 0.5]
  for (const [i, p] of first.entries()) {
    const q = second[i]!
    both += p * q
    one += p * (1 - q)
    other += (1 - p) * q
    none += (1 - p) * (1 - q)
  }
  const items = first.length
  return (Math.log((both * none) / (one * other)) * items) / (items + SHRINK)
}

function logit(p: number): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, p))
  return Math.log(kept / (1 - kept))
}

/** Half of the pull each way: both labels of a pair pull on each other. */
function meanField(own: readonly number[], pull: readonly (readonly number[])[], base: readonly number[]) {
  let belief = [...own]
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    belief = own.map((p, l) => {
      const field = belief.reduce((sum, q, m) => (m === l ? sum : sum + pull[l]![m]! * (q - base[m]!)), 0)
      return (belief[l]! + 1 / (1 + Math.exp(-logit(p) - field / 2))) / 2
    })
  }
  return belief
}

/**
 * Sets of labels: each label is inferred as present or absent with the single-choice model, then labels that
 * go together across items support each other (a pairwise model solved by mean field). Confidence is the
 * mean probability of the stated presence or absence.
 * Sources: per-label agreement in multi-label annotation, Nowak and Rüger, MIR 2010; mean field, Wainwright
 * and Jordan, "Graphical Models, Exponential Families, and Variational Inference", 2008.
 */
export function aggregateMultiLabel(
  answers: readonly Answer<readonly string[]>[],
): Map<string, Belief<readonly string[]>> {
  const kept = firstAnswers(answers)
  const labels = [...new Set(kept.flatMap((answer) => answer.value))].sort()
  const items = [...new Set(kept.map((answer) => answer.item))]
  const byLabel = labels.map((label) => presence(kept, label))
  const columns = byLabel.map((map) => items.map((item) => map.get(item)!))
  const pull = columns.map((a) => columns.map((b) => (a === b ? 0 : coupling(a, b))))
  const base = columns.map((column) => column.reduce((x, y) => x + y, 0) / Math.max(1, column.length))
  return new Map(
    items.map((item, row) => {
      const own = columns.map((column) => column[row]!)
      const belief = meanField(own, pull, base)
      const sure = belief.map((p) => Math.max(p, 1 - p))
      const confidence = sure.reduce((x, y) => x + y, 0) / Math.max(1, sure.length)
      return [item, { value: labels.filter((_, l) => belief[l]! > 0.5 + TIE), confidence }]
    }),
  )
}
