// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import { inferSingleChoice } from '../infer-single-choice.ts'
import { bestLabels } from '../posterior.ts'
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers, TIE } from './aggregator.ts'
import { learnWeights } from './learn-weights.ts'
import { type Span, spanF1 } from './span-agreement.ts'

/** Marks tokens outside every span; not a label people can choose. */
const OUTSIDE = '\u0000outside'

interface Token {
  readonly label: string
  readonly confidence: number
}

function tokenLabels(spans: readonly Span[], tokens: number): string[] {
  const labels = new Array<string>(tokens).fill(OUTSIDE)
  for (const span of spans) for (let t = span.start; t < span.end; t++) labels[t] = span.label
  return labels
}

function joinTokens(tokens: readonly Token[]): Belief<readonly Span[]> {
  const spans: Span[] = []
  for (const [t, { label }] of tokens.entries()) {
    const last = spans.at(-1)
    if (label === OUTSIDE) continue
    if (last?.end === t && last.label === label) spans[spans.length - 1] = { ...last, end: t + 1 }
    else spans.push({ label, start: t, end: t + 1 })
  }
  const sum = tokens.reduce((total, { confidence }) => total + confidence, 0)
  return { value: spans, confidence: sum / Math.max(1, tokens.length) }
}

/**
 * Token-level aggregation: every token is a single-choice item (a label or outside), runs of one label become
 * spans. Confidence is the mean over tokens up to the last one anybody marked.
 * Source: Rodrigues, Pereira and Ribeiro, "Sequence labeling with multiple annotators", Machine Learning 95,
 * 2014, with the per-token model of this package.
 */
export function aggregateSpans(
  answers: readonly Answer<readonly Span[]>[],
): Map<string, Belief<readonly Span[]>> {
  const byItem = Map.groupBy(firstAnswers(answers), (answer) => answer.item)
  const rows = [...byItem].flatMap(([item, own]) => {
    const tokens = Math.max(0, ...own.flatMap((answer) => answer.value.map((span) => span.end)))
    return own.flatMap(({ person, value }) =>
      tokenLabels(value, tokens).map((label, t) => ({ item: JSON.stringify([item, t]), person, label })),
    )
  })
  // In a fixed order, so that ties do not depend on who came first.
  const labels = [...new Set(rows.map(({ label }) => label))].filter((label) => label !== OUTSIDE).sort()
  const { table, posterior } = inferSingleChoice(rows, { labels: [OUTSIDE, ...labels] })
  const classes = table.labels.length
  const tokens = new Map<string, Token[]>([...byItem.keys()].map((item) => [item, []]))
  for (const [row, key] of table.items.entries()) {
    const [item, t] = JSON.parse(key) as [string, number]
    const best = bestLabels(posterior, row, classes)[0]!
    tokens.get(item)![t] = { label: table.labels[best]!, confidence: posterior[row * classes + best]! }
  }
  return new Map([...tokens].map(([item, own]) => [item, joinTokens(own)]))
}

/**
 * Span-level aggregation: whole spans (label and both ends) that more than `keep` of the item's people marked, each
 * person counting as much as their spans agree with everybody's elsewhere. Confidence is the mean share of the kept
 * spans; where none is kept, the share of people who marked nothing.
 * Source: voting on whole spans, Rodrigues et al. 2014, section 2; weights: `learnWeights`.
 */
export function voteSpans(
  answers: readonly Answer<readonly Span[]>[],
  keep = 0.5,
): Map<string, Belief<readonly Span[]>> {
  const kept = firstAnswers(answers)
  // While people are weighed, what two of them marked is taken for real: few may know among many who do not.
  const shared = (own: readonly Answer<readonly Span[]>[], weights: ReadonlyMap<string, number>) =>
    voteOnItem(own, weights, ({ people }) => people > 1)
  const weights = learnWeights(kept, shared, (marked, voted) => spanF1(marked, voted.value))
  const byItem = Map.groupBy(kept, (answer) => answer.item)
  return new Map(
    [...byItem].map(([item, own]) => [item, voteOnItem(own, weights, ({ share }) => share > keep + TIE)]),
  )
}

/** How many people marked a span, and their share of the weight. */
interface Support {
  readonly people: number
  readonly share: number
}

function voteOnItem(
  own: readonly Answer<readonly Span[]>[],
  weights: ReadonlyMap<string, number>,
  isKept: (support: Support) => boolean,
): Belief<readonly Span[]> {
  const marked = new Map<string, Support & { readonly span: Span }>()
  const all = own.reduce((sum, { person }) => sum + weights.get(person)!, 0)
  let none = 0
  for (const { person, value } of own) {
    const share = weights.get(person)! / all
    if (value.length === 0) none += share
    const distinct = new Map(value.map((span) => [JSON.stringify([span.start, span.end, span.label]), span]))
    for (const [key, span] of distinct) {
      const known = marked.get(key) ?? { people: 0, share: 0 }
      marked.set(key, { span, people: known.people + 1, share: known.share + share })
    }
  }
  const voted = [...marked.values()]
    .filter(isKept)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  const sum = voted.reduce((total, { share }) => total + share, 0)
  return { value: voted.map(({ span }) => span), confidence: voted.length === 0 ? none : sum / voted.length }
}
