// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import { inferSingleChoice } from '../infer-single-choice.ts'
import { bestLabels } from '../posterior.ts'
import type { Answer, Belief } from './aggregator.ts'
import { firstAnswers } from './aggregator.ts'

/** Tokens `start` to before `end` carry a label. */
export interface Span {
  readonly label: string
  readonly start: number
  readonly end: number
}

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
  const { table, posterior } = inferSingleChoice(rows, { labels: [OUTSIDE] })
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
 * Span-level aggregation: whole spans (label and both ends) that at least `keep` of the item's people marked.
 * Confidence is the mean share of the kept spans.
 */
export function voteSpans(
  answers: readonly Answer<readonly Span[]>[],
  keep = 0.5,
): Map<string, Belief<readonly Span[]>> {
  const byItem = Map.groupBy(firstAnswers(answers), (answer) => answer.item)
  return new Map(
    [...byItem].map(([item, own]) => {
      const marked = own.flatMap(({ value, person }) => value.map((span) => ({ span, person })))
      const groups = [
        ...Map.groupBy(marked, ({ span }) => JSON.stringify([span.start, span.end, span.label])),
      ]
      const kept = groups
        .map(([, group]) => ({
          span: group[0]!.span,
          share: new Set(group.map(({ person }) => person)).size / own.length,
        }))
        .filter(({ share }) => share > keep)
        .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
      const sum = kept.reduce((total, { share }) => total + share, 0)
      return [item, { value: kept.map(({ span }) => span), confidence: sum / Math.max(1, kept.length) }]
    }),
  )
}

/** F1 of two people's marked (token, label) pairs; 1 when neither marked anything. */
export function tokenF1(a: readonly Span[], b: readonly Span[]): number {
  const cells = (spans: readonly Span[]) =>
    new Set(
      spans.flatMap((s) => Array.from({ length: s.end - s.start }, (_, t) => `${s.start + t} ${s.label}`)),
    )
  const [x, y] = [cells(a), cells(b)]
  return x.size + y.size === 0 ? 1 : (2 * [...x].filter((cell) => y.has(cell)).length) / (x.size + y.size)
}

/** F1 of whole spans where each end may be off by `tolerance` tokens; each span matches at most one. */
export function spanF1(a: readonly Span[], b: readonly Span[], tolerance = 0): number {
  const free = [...b]
  let matched = 0
  for (const span of a) {
    const near = free.findIndex(
      (other) =>
        other.label === span.label &&
        Math.abs(other.start - span.start) <= tolerance &&
        Math.abs(other.end - span.end) <= tolerance,
    )
    if (near < 0) continue
    free.splice(near, 1)
    matched += 1
  }
  return a.length + b.length === 0 ? 1 : (2 * matched) / (a.length + b.length)
}
